// The memory explorer: steps through the pictures of memory that stand in the page, marks the line
// of code that a step belongs to, and shows for a variable, an arrow or a block where else it is
// drawn or named. It draws nothing: without it all steps stand in the page, one below the other.
// One element a program; several on a page know nothing of each other.
"use strict";

(() => {
    // Narrower than this, code and all lanes do not fit beside each other (theme/lens.css too).
    const NARROW = 560;

    class MemoryExplorer extends HTMLElement {
        connectedCallback() {
            this.code = this.querySelector(".code");
            this.fold = this.querySelector("details.steps");
            this.steps = this.fold ? [...this.fold.querySelectorAll("ol > li")] : [];
            this.pinned = new Set();
            this.pointed = "";
            if (this.steps.length) {
                this.step(0, false);
                this.listenToControls();
            }
            this.listenToPartners();
            this.listenToKeys();
        }

        // Steps

        listenToControls() {
            this.slider = this.fold.querySelector("input");
            this.slider.addEventListener("input", () => this.step(this.slider.value - 1));
            for (const button of this.fold.querySelectorAll("[data-go]")) {
                button.addEventListener("click", () => {
                    if (button.ariaDisabled !== "true") {
                        this.go(button.dataset.go);
                    }
                });
            }
            this.fold.addEventListener("toggle", () => this.markLine());
            this.step(this.slider.value - 1, false);
        }

        go(where) {
            const last = this.steps.length - 1;
            this.step({ first: 0, last, previous: this.at - 1, next: this.at + 1 }[where]);
        }

        // Shows a step, counted from 0; says it too, unless nobody asked for it.
        step(number, isAsked = true) {
            const last = this.steps.length - 1;
            this.at = Math.min(Math.max(Number.isInteger(number) ? number : 0, 0), last);
            this.steps.forEach((step, at) => step.classList.toggle("current", at === this.at));
            const step = this.steps[this.at];
            const title = step.querySelector(".when").firstChild.parentNode.cloneNode(true);
            title.querySelector("a").remove();
            const words = title.textContent.trim();
            if (this.slider) {
                this.slider.value = this.at + 1;
                this.slider.ariaValueText = words;
                this.fold.querySelector(".position").textContent =
                    `${this.at + 1} of ${this.steps.length}`;
                for (const button of this.fold.querySelectorAll("[data-go]")) {
                    const back = button.dataset.go === "first" || button.dataset.go === "previous";
                    button.ariaDisabled = String(this.at === (back ? 0 : last));
                }
            }
            if (isAsked) {
                const events = [...step.querySelectorAll(".events > li")];
                this.fold.querySelector(".said").textContent =
                    [words, ...events.map((it) => it.textContent)].join(". ");
                this.classList.add("stepped");
            }
            this.markLine();
            this.light();
        }

        // Marks the step's line as long as the steps are to be seen.
        markLine() {
            for (const marked of this.code.querySelectorAll(".now")) {
                marked.classList.remove("now");
            }
            const number = this.fold.open ? this.steps[this.at].dataset.line : "";
            const line = this.code.querySelector(`.line[data-line="${number}"]`);
            if (!line) {
                return;
            }
            line.classList.add("now");
            const fold = line.closest("details.folded");
            fold?.querySelector("summary").classList.add("now");
            // One band behind the code and its lanes.
            const row = line.closest(".beside");
            if (row) {
                row.classList.add("now");
                const top = line.getBoundingClientRect().top - row.getBoundingClientRect().top;
                row.style.setProperty("--now", `${top}px`);
            }
        }

        // Partners

        listenToPartners() {
            const of = (event) => event.target.closest?.("[data-of]")?.dataset.of ?? "";
            const point = (tokens) => {
                if (tokens !== this.pointed) {
                    this.pointed = tokens;
                    this.light();
                }
            };
            this.addEventListener("pointerover", (event) => {
                if (event.pointerType === "mouse") {
                    point(of(event));
                }
            });
            this.addEventListener("pointerleave", () => point(""));
            this.addEventListener("focusin", (event) => point(of(event)));
            this.addEventListener("focusout", () => point(""));
            this.addEventListener("click", (event) => {
                const tokens = of(event);
                // Selecting text is no tap, and words of events are there to be read.
                if (tokens && getSelection().isCollapsed && !event.target.closest("a, summary, li > p")) {
                    this.pin(tokens);
                }
            });
            const stops = [...this.querySelectorAll(".variables button")];
            stops[0]?.parentNode.addEventListener("keydown", (event) => {
                const at = stops.indexOf(event.target);
                const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: stops.length - 1 };
                const next = stops[(to[event.key] + stops.length) % stops.length];
                if (next && at >= 0) {
                    event.preventDefault();
                    event.stopPropagation();
                    stops.forEach((it) => (it.tabIndex = it === next ? 0 : -1));
                    next.focus();
                }
            });
            this.lanes = [...this.querySelectorAll("svg.lanes")].map((svg) => ({
                svg,
                whole: svg.getAttribute("viewBox"),
                lanes: [...svg.querySelectorAll("[data-x]")],
            }));
            new ResizeObserver(() => {
                const isNarrow = this.clientWidth < NARROW;
                if (isNarrow !== this.isNarrow) {
                    this.isNarrow = isNarrow;
                    this.window();
                }
                if (this.fold) {
                    this.markLine();
                }
            }).observe(this);
        }

        pin(tokens) {
            if (!this.pinned.delete(tokens)) {
                this.pinned.add(tokens);
            }
            this.pinsChanged();
        }

        pinsChanged() {
            for (const button of this.querySelectorAll("[aria-pressed]")) {
                button.ariaPressed = String(this.pinned.has(button.dataset.of));
            }
            // What the lanes of pinned variables show, in the words that stand in the page anyway.
            const words = this.querySelectorAll(".marks li[data-of]");
            const told = [...words].filter((it) => this.pinned.has(it.dataset.of));
            const list = document.createElement("ul");
            list.append(...told.map((it) => it.cloneNode(true)));
            this.querySelector(".pinned")?.replaceChildren(...(told.length ? [list] : []));
            this.window();
            this.light();
        }

        // Highlights what is pinned or pointed at, and its partners: who is at the other end of an
        // arrow, a loan or a move. What hidden steps show relates nobody.
        light() {
            const all = [...this.querySelectorAll("[data-of]")].map((element) => ({
                element,
                tokens: element.dataset.of.split(" "),
                isSeen: !element.closest("ol > li:not(.current)"),
            }));
            const same = new Set([...this.pinned, this.pointed].join(" ").split(" "));
            same.delete("");
            const partners = new Set();
            for (const { tokens, isSeen } of all) {
                if (isSeen && tokens.length > 1 && tokens.some((it) => same.has(it))) {
                    tokens.forEach((it) => partners.add(it));
                }
            }
            for (const { element, tokens } of all) {
                const isSame = tokens.some((it) => same.has(it));
                element.classList.toggle("lit", isSame);
                element.classList.toggle("partner", !isSame && tokens.some((it) => partners.has(it)));
            }
        }

        // On a narrow page: of all lanes only those of pinned variables, in a window of the drawing.
        window() {
            for (const { svg, whole, lanes } of this.lanes) {
                const shown = lanes.filter((it) => this.pinned.has(it.dataset.of));
                lanes.forEach((it) => it.classList.toggle("away", this.isNarrow && !shown.includes(it)));
                svg.classList.toggle("window", this.isNarrow && shown.length > 0);
                const [, , width, height] = whole.split(" ").map(Number);
                const ends = shown.flatMap((it) => it.dataset.x.split(" ").map(Number));
                const from = Math.max(Math.min(...ends) - 9, 0);
                const to = Math.max(...ends) + 12;
                const isWindow = this.isNarrow && shown.length > 0;
                svg.setAttribute("viewBox", isWindow ? `${from} 0 ${to - from} ${height}` : whole);
                svg.setAttribute("width", isWindow ? to - from : width);
            }
        }

        // Keys: only while the focus is inside, and the page's own keys stay the page's.
        listenToKeys() {
            this.addEventListener("keydown", (event) => {
                if (event.ctrlKey || event.altKey || event.metaKey) {
                    return;
                }
                const go = { ",": "previous", ".": "next" }[event.key];
                if (go && this.fold?.open) {
                    this.go(go);
                } else if (event.key === "Escape" && (this.pinned.size || this.pointed)) {
                    this.pinned.clear();
                    this.pointed = "";
                    this.pinsChanged();
                } else if (event.target === this.slider) {
                    // The slider's own keys, which would turn the page as well.
                    event.stopPropagation();
                    return;
                } else {
                    return;
                }
                event.preventDefault();
                event.stopPropagation();
            });
        }
    }

    customElements.define("memory-explorer", MemoryExplorer);

    // `#moves-assignment:3`: opens what is folded around the step, and shows it. A step that does not
    // exist is the nearest one.
    function follow() {
        const [, base, number] = decodeURIComponent(location.hash).match(/^#(.+):(.*)$/) ?? [];
        const explorer = base && document.getElementById(`${base}:1`)?.closest("memory-explorer");
        if (!explorer?.step) {
            return;
        }
        for (let at = explorer.fold; at; at = at.parentElement?.closest("details")) {
            at.open = true;
        }
        explorer.step(parseInt(number, 10) - 1);
        explorer.classList.remove("stepped");
        const isBeside = explorer.fold.offsetTop < explorer.code.offsetTop + explorer.code.offsetHeight;
        (isBeside ? explorer : explorer.fold).scrollIntoView({ block: "start" });
    }

    addEventListener("hashchange", follow);
    follow();
})();
