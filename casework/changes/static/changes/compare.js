// Two drawings side by side move together.
for (const pair of document.querySelectorAll(".change-pair")) {
  let leading = false;
  pair.addEventListener("bj-diagram-ready", ({ target }) => {
    target.viewer.on("canvas.viewbox.changed", ({ viewbox }) => {
      if (leading) return;
      leading = true;
      for (const other of pair.querySelectorAll("bj-diagram[data-ready]")) {
        if (other === target) continue;
        const { x, y, width, height } = viewbox;
        other.viewer.get("canvas").viewbox({ x, y, width, height });
      }
      leading = false;
    });
  });
}
