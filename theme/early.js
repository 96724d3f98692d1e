// The theme and the list of chapters as the reader left them, on <html> before anything is painted.
// It stands in the head and blocks, so it is small; `frame.js` does the rest.
"use strict";

(() => {
    const root = document.documentElement;
    // Storage may be denied, and may hold anything.
    const stored = (key) => {
        try {
            return localStorage.getItem(key)?.replaceAll('"', "");
        } catch {
            return null;
        }
    };
    let theme = stored("mdbook-theme");
    if (!["light", "rust", "coal", "navy", "ayu"].includes(theme)) {
        const dark = matchMedia("(prefers-color-scheme: dark)").matches;
        theme = dark ? root.dataset.dark : root.dataset.light;
    }
    root.classList.remove(root.dataset.light);
    root.classList.add(theme, "js");
    root.classList.toggle("sidebar-hidden", stored("mdbook-sidebar") === "hidden");
})();
