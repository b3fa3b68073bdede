// The screens of the stations of networks: one file of the site, loaded when the first is opened
// or the page is at rest.
export { NetworkScreen } from "../network/screen";
export { RobustnessScreen } from "../robustness/screen";
export { TheoryScreen } from "../theory/screen";
export { CrossbarScreen } from "../crossbar/screen";
