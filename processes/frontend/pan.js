// A finger moves the diagram: sideways in the page, where up and down scroll the page, and freely when it is large.
export function pan(host, canvas) {
  let last = null;
  host.addEventListener("touchstart", (event) => {
    last = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  host.addEventListener("touchmove", (event) => {
    if (!last || event.touches.length !== 1) return;
    const [touch] = event.touches;
    const dy = host.classList.contains("is-large") ? touch.clientY - last.clientY : 0;
    canvas.scroll({ dx: touch.clientX - last.clientX, dy });
    last = touch;
  }, { passive: true });
}
