import { expect, test } from "vitest";
import { labels } from "../src/ui/labels";

test("long names are told apart by what they do not share", () => {
  const of = (length: string, minutes: number) => `I-V_data_${length}_length_200nm_diameter_etch_${minutes}min_Ag_memory_no_wait.xlsx`;
  expect(labels([of("0.7um", 10), of("1.2um", 15), of("1.5um", 25), "good.csv"])).toEqual([
    "…0.7um…10min…", "…1.2um…15min…", "…1.5um…25min…", "good.csv",
  ]);
  // What most of them share need not be said of each.
  const ofMany = [of("0.7um", 10), of("1.2um", 10), of("1.5um", 10), of("1.5um", 25)];
  expect(new Set(labels(ofMany)).size).toBe(4);
  for (const label of labels(ofMany)) expect(label.length).toBeLessThan(24);
});

test("names stay whole where nothing is shared, or nothing would be left", () => {
  const long = "a very long name of a file that was measured.csv";
  for (const names of [[], ["a.csv", "b.csv"], [long], [long, long], [long, "quite_another_long_name_of_a_file_here.txt"]]) {
    expect(labels(names)).toEqual(names);
  }
  // The order of the same words is a difference that labels would lose.
  const turned = ["one_two_three_four_five_six_seven_ten_", "two_one_three_four_five_six_seven_ten_"];
  expect(labels(turned)).toEqual(turned);
});
