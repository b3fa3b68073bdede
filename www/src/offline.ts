// The service worker: the page works without a network, and a new version waits until
// the person reloads.
import type { Notices } from "./state/notices";
import { scriptAddress } from "./work/trusted";

/** The build that this page came from. */
export const BUILD = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? "";

export function offline(notices: Notices): void {
  // A lock says which build a page still needs; the service worker keeps its files.
  navigator.locks?.request(`memrilab-build-${BUILD}`, { mode: "shared" }, () => new Promise<never>(() => {})).catch(() => {});
  if (!import.meta.env.PROD || navigator.serviceWorker === undefined) return;
  const register = () => {
    navigator.serviceWorker.register(scriptAddress("./sw.js"), { scope: "./" }).then((registration) => {
      const offer = () => {
        const { waiting } = registration;
        if (waiting === null || navigator.serviceWorker.controller === null) return;
        notices.problem("A new version of memrilab is ready; what you see is kept.", {
          label: "Reload",
          run() {
            navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
            (registration.waiting ?? waiting).postMessage("take over");
          },
        });
      };
      offer();
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", offer);
      });
    }, () => {
      // Without a service worker the page works, only not offline.
    });
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
