// The memory explorer: steps through the pictures of memory that stand in the page, marks the line
// of code that a step belongs to, and shows for a variable, an arrow or a block where else it is
// drawn or named. It draws nothing: without it all steps stand in the page, one below the other.
"use strict";

(() => {
    // Narrower than this, code and all lanes do not fit beside each other (theme/lens.css too).
    const NARROW = 560;

    // As `page/explorer.rs` writes them where the steps are open at once.
    const controls = (count) => `
        <div class="controls" role="group" aria-label="Steps" title="Keys: comma goes back, full stop goes on, Escape unmarks">
        <button type="button" data-go="first" aria-label="first step">⇤</button>
        <button type="button" data-go="previous" aria-label="previous step">←</button>
        <span class="position">1 of ${count}</span>
        <button type="button" data-go="next" aria-label="next step">→</button>
        <button type="button" data-go="last" aria-label="last step">⇥</button>
        <input type="range" min="1" max="${count}" value="1" aria-label="Step"></div>
        <p class="spoken" role="status"></p>`;

    class MemoryExplorer extends HTMLElement {
        connectedCallback() {
            this.code = this.querySelector(".code");
            this.fold = this.querySelector("details.steps");
            this.steps = [...this.querySelectorAll(".steps > ol > li")];
            this.lanes = [...this.querySelectorAll("svg.lanes")];
            this.pinned = new Set();
            this.pointed = "";
            if (this.steps.length) {
                this.listenToControls();
            }
            this.listenToPartners();
            this.addEventListener("keydown", (event) => this.key(event));
            new ResizeObserver(() => {
                this.showLanes();
                this.markLine();
            }).observe(this);
        }

        // Steps

        listenToControls() {
            const count = this.steps.length;
            if (!this.fold.querySelector(".controls")) {
                this.fold.querySelector("summary").insertAdjacentHTML("afterend", controls(count));
            }
            this.slider = this.fold.querySelector("input");
            this.slider.oninput = () => this.step(this.slider.value - 1);
            this.buttons = [...this.fold.querySelectorAll("[data-go]")];
            this.buttons.forEach((it) => (it.onclick = () => this.go(it.dataset.go)));
            this.fold.ontoggle = () => this.markLine();
            // Browsers keep sliders over a reload.
            this.step(this.slider.value - 1, false);
        }

        go(where) {
            const last = this.steps.length - 1;
            const to = { first: 0, last, previous: this.at - 1, next: this.at + 1 }[where];
            if (this.steps[to] && to !== this.at) {
                this.step(to);
            }
        }

        // Shows a step, counted from 0, or the nearest; says it where the reader asked for it.
        step(number, isAsked = true) {
            const last = this.steps.length - 1;
            const at = (this.at = Math.min(Math.max(number || 0, 0), last));
            this.steps.forEach((it, place) => it.classList.toggle("current", place === at));
            this.classList.toggle("stepped", isAsked);
            const step = this.steps[at];
            const title = step.querySelector(".when").textContent.replace(/\s*#$/, "");
            this.slider.value = at + 1;
            this.slider.ariaValueText = title;
            this.fold.querySelector(".position").textContent = `${at + 1} of ${last + 1}`;
            for (const button of this.buttons) {
                const end = /first|previous/.test(button.dataset.go) ? 0 : last;
                button.ariaDisabled = String(at === end);
            }
            if (isAsked) {
                const events = [...step.querySelectorAll(".events > li")].map((it) => it.textContent);
                this.fold.querySelector(".spoken").textContent = [title, ...events].join(". ");
            }
            this.markLine();
            this.light();
        }

        // Marks the step's line as long as the steps are open: its number, and a band behind the
        // code and its lanes.
        markLine() {
            for (const marked of this.code.querySelectorAll(".now")) {
                marked.classList.remove("now");
            }
            const number = this.fold?.open && this.steps[this.at].dataset.at;
            const line = this.code.querySelector(`.line[data-line="${number}"]`);
            const row = line?.closest(".beside");
            const scaffolding = line?.closest(".folded")?.querySelector("summary");
            [line, row, scaffolding].forEach((it) => it?.classList.add("now"));
            const [top, edge] = [line, row].map((it) => it?.getBoundingClientRect().top);
            row?.style.setProperty("--now", `${(top - edge) / (this.currentCSSZoom ?? 1)}px`);
        }

        // Partners

        listenToPartners() {
            const of = (event) => event.target.closest("[data-of]")?.dataset.of ?? "";
            this.addEventListener("pointerover", (event) => {
                if (event.pointerType === "mouse") {
                    this.point(of(event));
                }
            });
            this.addEventListener("pointerleave", () => this.point(""));
            this.addEventListener("focusin", (event) => {
                this.point(event.target.matches(":focus-visible") ? of(event) : "");
            });
            this.addEventListener("focusout", () => this.point(""));
            this.addEventListener("click", (event) => {
                // Who selects words does not tap them.
                if (of(event) && getSelection().isCollapsed) {
                    this.pin(of(event));
                }
            });
        }

        point(tokens) {
            this.pointed = tokens;
            this.light();
        }

        // What is tapped stays; tapped again, or with no tokens for all, it goes.
        pin(tokens) {
            if (!tokens) {
                this.pinned.clear();
            } else if (!this.pinned.delete(tokens)) {
                this.pinned.add(tokens);
            }
            for (const button of this.querySelectorAll("[aria-pressed]")) {
                button.ariaPressed = String(this.pinned.has(button.dataset.of));
            }
            // What their lanes show, in the words that stand in the page anyway.
            const words = [...this.querySelectorAll(".marks li[data-of]")]
                .filter((it) => this.pinned.has(it.dataset.of))
                .map((it) => it.cloneNode(true));
            this.querySelector("ul.pinned")?.replaceChildren(...words);
            this.showLanes();
            this.light();
        }

        // Highlights what is pinned or pointed at, and its partners: who is at the other end of an
        // arrow, a loan or a move. What steps that are not seen show relates nobody.
        light() {
            const same = new Set([...this.pinned, this.pointed].join(" ").split(" "));
            const partners = new Set();
            const all = [...this.querySelectorAll("[data-of]")].map((element) => {
                const tokens = element.dataset.of.split(" ");
                const isSame = tokens.some((it) => same.has(it));
                if (isSame && !element.closest(".steps > ol > li:not(.current)")) {
                    tokens.forEach((it) => partners.add(it));
                }
                return { element, tokens, isSame };
            });
            for (const { element, tokens, isSame } of all) {
                const isPartner = !isSame && tokens.some((it) => partners.has(it));
                element.classList.toggle("lit", isSame);
                element.classList.toggle("partner", isPartner);
            }
        }

        // On a narrow page only the lanes of pinned variables are drawn, in a window on the drawing.
        showLanes() {
            for (const svg of this.lanes) {
                svg.whole ??= svg.getAttribute("viewBox");
                const lanes = [...svg.querySelectorAll("[data-x]")];
                const shown = lanes.filter((it) => this.pinned.has(it.dataset.of));
                const isWindow = this.clientWidth < NARROW && shown.length > 0;
                const ends = shown.flatMap((it) => it.dataset.x.split(" ").map(Number));
                const from = Math.max(Math.min(...ends) - 9, 0);
                const [, , width, height] = svg.whole.split(" ");
                const wide = isWindow ? Math.max(...ends) + 12 - from : width;
                svg.classList.toggle("window", isWindow);
                svg.setAttribute("width", wide);
                svg.setAttribute("viewBox", `${isWindow ? from : 0} 0 ${wide} ${height}`);
            }
        }

        // Keys, while the focus is inside; those that are used here turn no page.
        key(event) {
            if (event.ctrlKey || event.altKey || event.metaKey) {
                return;
            }
            const go = { ",": "previous", ".": "next" }[event.key];
            const stops = [...this.querySelectorAll(".variables button")].filter((it) => it.offsetParent);
            const at = stops.indexOf(event.target);
            const way = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: -at - 1 }[event.key];
            if (event.target === this.slider && !go) {
                return event.stopPropagation();
            }
            if (go && this.fold?.open) {
                this.go(go);
            } else if (at >= 0 && way !== undefined) {
                const next = stops.at((at + way) % stops.length);
                stops.forEach((it) => (it.tabIndex = it === next ? 0 : -1));
                next.focus();
            } else if (event.key === "Escape" && (this.pinned.size || this.pointed)) {
                this.pointed = "";
                this.pin("");
            } else {
                return;
            }
            event.preventDefault();
            event.stopPropagation();
        }
    }

    customElements.define("memory-explorer", MemoryExplorer);

    // `#moves-assignment:3`: opens what is folded around the step, and shows it.
    function follow() {
        const [, base, number] = location.hash.match(/^#([\w-]+):(.*)$/) ?? [];
        const first = base && document.getElementById(`${base}:1`);
        const explorer = first?.closest("memory-explorer");
        for (let at = first; (at = at?.parentElement.closest("details")); ) {
            at.open = true;
        }
        explorer?.step(parseInt(number, 10) - 1, false);
        explorer?.scrollIntoView();
    }

    addEventListener("hashchange", follow);
    // Once more when all has its size.
    addEventListener("load", follow);
    follow();
})();
