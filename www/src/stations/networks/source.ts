// Figures of networks, composed by whichever worker is free.
import type { FigureRequest, NetworkFigure } from "../../generated/types";
import type { Session } from "../../state/session";
import type { FigureSource } from "../../ui/figure";
import { fileStem } from "../../ui/save-as";

/** A figure with its data; `id` changes whenever what it shows does. */
export function networkSource(session: Session, id: string, name: string, figure: NetworkFigure, grows = true): FigureSource {
  const input = (request: FigureRequest) => ({ figure, request });
  return {
    id: `${figure.chart} ${id}`,
    name: fileStem(name),
    grows,
    request: {},
    picture: (r) => session.engine.any("networkPicture", input(r)),
    svg: (r) => session.engine.any("networkSvg", input(r)),
    table: (r) => session.engine.any("networkTable", input(r)),
    csv: (r) => session.engine.any("networkTableCsv", input(r)),
  };
}
