// Every effect with its switch; its sliders stand below it while it is on.
import type { ComponentChildren } from "preact";
import { deviceNow } from "../../state/crossbar/device";
import { EFFECT_NAMES, type EffectName } from "../../state/crossbar/effects";
import { EFFECTS, PROPERTIES } from "../../state/properties";
import { ChoiceControl, NumberControl, NumberField } from "../../ui/controls";
import { plain } from "../../ui/format";
import { useSession } from "../../ui/session";
import { Another } from "./network";
import { useCrossbar } from "./use";

const LAWS = { polynomial: "a cubic part", "poole-frenkel": "Poole and Frenkel's emission" };
const PER = { device: "each device", weight: "each weight, as in the paper" };
const AT = { column: "each bit line's current", difference: "the difference of a pair's" };

const CONTROLS: Readonly<Record<EffectName, () => ComponentChildren>> = {
  levels: () => <NumberControl name="chipLevels" />,
  programming: () => <Programming />,
  drift: () => <Drift />,
  faults: () => <Faults />,
  law: () => <Law />,
  wires: () => <NumberControl name="chipOhms" />,
  "read-noise": () => <NumberControl name="chipReadNoise" />,
  dac: () => <NumberControl name="chipDac" />,
  adc: () => <><NumberControl name="chipAdc" /><ChoiceControl name="chipAdcAt" labels={AT} /><NumberControl name="chipRange" /></>,
};

export function EffectsIn() {
  const session = useSession();
  const { chipEffects } = session.store.state.properties;
  const all = chipEffects.length === EFFECTS.length;
  const set = (label: string, effects: readonly EffectName[]) => session.change(label, (s) => ({ ...s, properties: { ...s.properties, chipEffects: effects } }));
  const toggle = (effect: EffectName, on: boolean) =>
    set(`switch ${EFFECT_NAMES[effect].replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())} ${on ? "on" : "off"}`, EFFECTS.filter((e) => (e === effect ? on : chipEffects.includes(e))));
  return (
    <div class="part effects" data-part="effects">
      <div class="row"><h2>Effects</h2>
        <button type="button" class="quiet" aria-disabled={all} onClick={() => !all && set("switch all effects on", EFFECTS)}>All on</button>
        <button type="button" class="quiet" aria-disabled={chipEffects.length === 0} onClick={() => chipEffects.length > 0 && set("switch all effects off", [])}>All off</button>
      </div>
      {EFFECTS.map((effect) => {
        const on = chipEffects.includes(effect);
        return (
          <div class={on ? "effect on" : "effect"} key={effect} data-effect={effect}>
            <label class="check"><input type="checkbox" checked={on} disabled={session.fixed("chipEffects")} onChange={(e) => toggle(effect, e.currentTarget.checked)} /> {EFFECT_NAMES[effect]}</label>
            {on && <div class="strength">{CONTROLS[effect]()}</div>}
          </div>
        );
      })}
      <Another />
    </div>
  );
}

function Programming() {
  const session = useSession();
  const { wanted } = useCrossbar().frames;
  const arrays = Object.keys(wanted?.wish.chip.written ?? {}).length;
  if (arrays === 0) return <NumberControl name="chipError" />;
  const away = () => session.change("put the programmed conductances away", (s) => ({ ...s, written: null }));
  return (
    <>
      <p class="hint">{arrays === 1 ? "The array was" : `${arrays} arrays were`} programmed pulse by pulse; those conductances are taken.</p>
      <p class="row"><button type="button" onClick={away}>Take a stated error instead</button></p>
      {(wanted !== null && arrays < (useCrossbar().frames.moment?.said.about.arrays ?? 1)) && <NumberControl name="chipError" />}
    </>
  );
}

function Drift() {
  const session = useSession();
  const { wanted } = useCrossbar().frames;
  const { chipSigma, chipSigmaFrom } = useSession().store.state.properties;
  const device = deviceNow(session);
  const measured = chipSigmaFrom === "device" && device.model !== null ? device.model.sigma : null;
  const value = measured ?? chipSigma;
  // Moved by hand it no longer follows the device; reset, it does again.
  const initial = device.model?.sigma ?? PROPERTIES.chipSigma.initial;
  const change = (sigma: number) =>
    session.change("change σ of the drift", (s) => ({ ...s, properties: { ...s.properties, ...(sigma === initial && device.model !== null ? { chipSigmaFrom: "device" as const } : { chipSigmaFrom: "hand" as const, chipSigma: sigma }) } }), "chipSigma");
  const from = measured !== null ? `That of ${device.name}.` : device.model !== null ? `Set by hand; ${device.name} has ${plain(device.model.sigma)}.` : device.reading ? "The device is being read." : "Set by hand: no device gives one.";
  return (
    <>
      <NumberField property={{ ...PROPERTIES.chipSigma, initial, help: from }} value={wanted?.taken.sigma ?? value} onChange={change} />
      <ChoiceControl name="chipDriftPer" labels={PER} />
    </>
  );
}

function Faults() {
  const { wanted } = useCrossbar().frames;
  const { chipEffects } = useSession().store.state.properties;
  const settled = chipEffects.includes("programming") && Object.keys(wanted?.wish.chip.written ?? {}).length > 0;
  return (
    <>
      {settled && <p class="hint">Which devices are faulty was settled when the array was programmed; the shares count at the next programming.</p>}
      <NumberControl name="chipStuckOn" />
      <NumberControl name="chipStuckOff" />
      <NumberControl name="chipDead" />
    </>
  );
}

function Law() {
  const { chipLaw } = useSession().store.state.properties;
  return (
    <>
      <ChoiceControl name="chipLaw" labels={LAWS} />
      <NumberControl name={chipLaw === "polynomial" ? "chipCubic" : "chipLowering"} />
      <p class="hint">Each product is then a solution of its own, so the picture is coarser and follows more slowly.</p>
    </>
  );
}
