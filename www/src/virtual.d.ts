/** What `build/digits.ts` adds to the build: the addresses of two gzipped IDX files. */
declare module "virtual:digits" {
  export const images: string;
  export const labels: string;
}
