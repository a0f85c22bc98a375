// Bundles the viewer for browsers: one script and one style sheet, no request to any other host.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [here("viewer.js")],
  outdir: here("../static/processes/dist"),
  absWorkingDir: here("."),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome100", "firefox100", "safari15.4"],
  legalComments: "eof",
  charset: "utf8",
  logLevel: "warning",
});
