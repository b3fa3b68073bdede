// Figures of the crossbar: the boundary comes with each moment of the chip, the others are
// composed by whichever worker is free.
import type { CrossbarFigure, FigureRequest } from "../../generated/types";
import type { Frames } from "../../state/crossbar/frames";
import type { Session } from "../../state/session";
import type { FigureSource } from "../../ui/figure";
import { fileStem } from "../../ui/save-as";

type Exports = Pick<FigureSource, "picture" | "svg" | "table" | "csv">;

function composed(session: Session, figure: () => Promise<CrossbarFigure>): Exports {
  const asked = <N extends "chipPicture" | "chipSvg" | "chipTable" | "chipTableCsv">(name: N) => async (request: FigureRequest) => session.engine.any(name, { figure: await figure(), request });
  return { picture: asked("chipPicture"), svg: asked("chipSvg"), table: asked("chipTable"), csv: asked("chipTableCsv") };
}

/** A figure with its data; `id` changes whenever what it shows does. */
export function chipSource(session: Session, id: string, name: string, figure: CrossbarFigure): FigureSource {
  return { id: `${figure.chart} ${id}`, name: fileStem(name), grows: false, request: {}, ...composed(session, () => Promise.resolve(figure)) };
}

/** The boundary of the moment that is shown. */
export function boundarySource(session: Session, frames: Frames): FigureSource {
  const { moment } = frames;
  const figure = async (): Promise<CrossbarFigure> => {
    if (moment === null) throw new Error("nothing is computed yet");
    return { chart: "boundary", ...(await session.engine.any("chipBoundary", moment.wanted.wish)) };
  };
  return {
    id: moment?.wanted.key ?? "",
    name: fileStem(`${moment?.wanted.run.name ?? "network"}_crossbar_boundary`),
    grows: false,
    request: {},
    ...composed(session, figure),
    live(request, show) {
      frames.drawn(request);
      return frames.paint(({ wanted, said }) => said.picture !== null && show(said.picture, wanted.key));
    },
  };
}
