// Bundles what browsers load: a script and a style sheet for each entry, no request to any other host.
// Pages load only the entry that they show; the editor is large and stays off all others.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: ["viewer.js", "editor.js", "tables.js", "feel.js"].map(here),
  outdir: here("../static/processes/dist"),
  absWorkingDir: here("."),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome100", "firefox100", "safari15.4"],
  legalComments: "eof",
  charset: "utf8",
  loader: { ".woff2": "dataurl", ".woff": "empty", ".ttf": "empty", ".eot": "empty", ".svg": "empty" },
  logLevel: "warning",
});
