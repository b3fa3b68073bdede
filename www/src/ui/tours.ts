// What the guided tours say: short steps, each about a part of a station.
import type { Properties } from "../state/properties";

export interface Step {
  text: string;
  /** The part of the page it is about. */
  part: string;
  /** The station that it is about, where the tour goes from one to another. */
  station?: Properties["station"];
}

export const TUTORIALS: Readonly<Record<string, { title: string; steps: readonly Step[] }>> = {
  "first-device": {
    title: "Read a device",
    steps: [
      { part: "files", text: "Each row is a file. Open “How it was read” to see which columns, units and cycles were found; change a unit and everything is computed again." },
      { part: "figures", text: "The conductance on the way out, the mean of all cycles and its smoothed form. The bracket marks the run: the longest stretch on which the conductance rises." },
      { part: "figures", text: "Take the figure “Spread”: how far the cycles scatter at each point. Its σ is what costs usability." },
      { part: "numbers", text: "Usability is the run’s share of 35 points, times exp(−σ). Open “how is this computed?” and follow the numbers. By which method do you get the most, and why?" },
      { part: "figures", text: "Now draw a curve of your own (key d). Make it dip on the way and watch the run end there." },
      { part: "all", text: "Drop your own sweeps anywhere. Sort the table by usability and lay the best devices over each other." },
    ],
  },
  survive: {
    title: "Make a network survive",
    steps: [
      { station: "network", part: "training", text: "A plainly trained network knows nothing of the device. Leave “ERM (plain)” and press Train, below." },
      { station: "network", part: "figures", text: "Drag the usability down. The line is the network without drift; the colour shows how many drifted copies say class 1. Where do they begin to disagree?" },
      { station: "network", part: "numbers", text: "The accuracy is a mean of ten draws of drift on samples that the network has not seen. At which usability is a fifth of them lost?" },
      { station: "network", part: "training", text: "Now take “multinomial noise” and train another. While it learns, weights are set to 0 with p₁ and halved with p₂." },
      { station: "robustness", part: "levels", text: "Here all networks drift at every level, with the same draws. Press “Draw drift”." },
      { station: "robustness", part: "numbers", text: "The paired test says whether a difference is more than one of the draws, and a warning says where one network had more training than the other. Are both given here?" },
    ],
  },
  theorem: {
    title: "What the theorem promises",
    steps: [
      { station: "theory", part: "settings", text: "Theorem 1 is about a vote over noisy weights: c is how often it says the same, p₁ and p₂ how often the noise sets a weight to 0 or halves it." },
      { station: "theory", part: "figures", text: "Two bounds on what is left of the vote: as published, and exactly. Where only the published one is above one half, the theorem promises what is not so." },
      { station: "theory", part: "numbers", text: "What each of them certifies, and a sentence on whether the claim may be believed. Move p₂ and watch both." },
      { station: "theory", part: "counterexamples", text: "Networks small enough to check by hand. Compute the one with eight weights, then press “set” in its row." },
      { station: "theory", part: "votes", text: "Drift moves every weight, and there the theorem is silent. Train a network and cast votes on a sample: those do certify something." },
      { station: "theory", part: "numbers", text: "R says how far the weights may drift until the vote changes; where the votes are close, the page abstains. It is about the vote, not about one network." },
    ],
  },
  crossbar: {
    title: "What the array costs",
    steps: [
      { station: "crossbar", part: "settings", text: "A weight is the difference of two conductances. Choose how it keeps its sign, and watch the array." },
      { station: "crossbar", part: "figures", text: "Touch a device: its numbers stand below. Make it dead, watch the boundary, and undo." },
      { station: "crossbar", part: "effects", text: "Switch the wire resistance on and raise it. Colour the array by voltage: where is it lost?" },
      { station: "crossbar", part: "waterfall", text: "Each line adds one effect. Which one costs most, and how far apart are programmings?" },
      { station: "crossbar", part: "programming", text: "Program all: the smaller the tolerance, the more pulses. Which devices are given up?" },
      { station: "crossbar", part: "energy", text: "The same product, counted with and without converters. Which of the two would you publish?" },
    ],
  },
  "first-campaign": {
    title: "Find a good recipe with few devices",
    steps: [
      { part: "files", text: "Here is no furnace: the virtual laboratory makes devices by a formula, each with sweeps and scatter. Press Step a few times (key v) and watch the table below." },
      { part: "numbers", text: "The next recipe is the one with the largest score. Where is the expected value high, where only the uncertainty? Open “Why these?”." },
      { part: "figures", text: "“Along a variable” shows what the model believes, and how sure it is. Which perovskite has it never seen?" },
      { part: "figures", text: "“Map” shows two variables at once. Find the next recipe on it, and say why it is there." },
      { part: "files", text: "Play until twelve devices are made. Then change the seed under “More”, put the campaign away and play again: how much is luck?" },
      { part: "all", text: "Take a suggestion up and tell its value yourself, or drop measured sweeps on its row: then the campaign is yours." },
    ],
  },
};
