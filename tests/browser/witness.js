// Runs in every page before its own scripts, and notes what must not happen: a breach of the page's
// policy, a layout that shifts by itself, an error that nobody caught. It also keeps a printer's
// window from opening, and counts how often one was asked for.
"use strict";
window.__witness = { breaches: [], shifts: [], errors: [], prints: [] };
addEventListener("securitypolicyviolation", (event) => {
    window.__witness.breaches.push(
        `${event.effectiveDirective}: ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`,
    );
});
addEventListener("error", (event) => window.__witness.errors.push(String(event.message)));
addEventListener("unhandledrejection", (event) =>
    window.__witness.errors.push(String(event.reason)),
);
window.print = () => window.__witness.prints.push("print");
// What moves while the page is still arriving is not by script; all scripts wake after this.
let arrived = Infinity;
document.addEventListener("readystatechange", () => {
    if (document.readyState === "interactive") arrived = performance.now();
});
const box = (rect) => `${rect.x} ${rect.y} ${rect.width}×${rect.height}`;
new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
        if (shift.hadRecentInput || shift.startTime < arrived) continue;
        const moved = shift.sources.map((source) => {
            const element = source.node?.nodeType === 1 ? source.node : source.node?.parentElement;
            return `${element?.outerHTML.slice(0, 120)} from ${box(source.previousRect)} to ${box(source.currentRect)}`;
        });
        window.__witness.shifts.push(`${shift.value.toFixed(4)}: ${moved.join("; ")}`);
    }
}).observe({ type: "layout-shift", buffered: true });
