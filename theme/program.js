// The figures of programs: a button that copies the code, and repairs as tabs. Without this file
// there is no button, and the repairs stand one below the other.
"use strict";

(() => {
    // The code as its file has it: without labels, and lines that a repair takes out.
    function text(code) {
        let next = 1;
        let program = "";
        for (const { dataset, childNodes } of code.querySelectorAll(".line:not(.removed)")) {
            const number = Number(dataset.line.replace("+", ""));
            // Around a fold empty lines are not on the page.
            program += number > next ? "\n" : "";
            next = number + 1;
            for (const part of childNodes) {
                program += part.className?.startsWith("said") ? "" : part.textContent;
            }
            program += "\n";
        }
        return program;
    }

    addEventListener("click", async ({ target }) => {
        const code = target.closest(".program .copy")?.closest(".code");
        if (!code) {
            return;
        }
        const news = target.nextElementSibling;
        news.textContent = "";
        try {
            await navigator.clipboard.writeText(text(code));
            news.textContent = "Copied.";
        } catch {
            getSelection().selectAllChildren(code.querySelector("pre"));
            news.textContent = "Selected; copy it with your keyboard.";
        }
    });

    class RepairTabs extends HTMLElement {
        connectedCallback() {
            const [list, ...panels] = this.children;
            this.panels = panels;
            this.tabs = [...list.children];
            this.tabs.forEach((tab, place) => {
                tab.onclick = () => this.choose(place);
                panels[place].role = "tabpanel";
                panels[place].setAttribute("aria-labelledby", tab.id);
            });
            list.onkeydown = (event) => this.key(event);
            this.choose(0);
        }

        choose(chosen) {
            this.tabs.forEach((tab, place) => {
                const is = place === chosen;
                tab.ariaSelected = is;
                tab.tabIndex = is ? 0 : -1;
                tab.classList.toggle("chosen", is);
                this.panels[place].classList.toggle("chosen", is);
            });
        }

        key(event) {
            const last = this.tabs.length - 1;
            const at = this.tabs.indexOf(event.target);
            const left = at ? at - 1 : last;
            const right = at < last ? at + 1 : 0;
            const to = { ArrowLeft: left, ArrowRight: right, Home: 0, End: last }[event.key];
            if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) {
                return;
            }
            // Elsewhere the arrow keys turn the page.
            event.preventDefault();
            event.stopPropagation();
            this.choose(to);
            this.tabs[to].focus();
        }
    }

    customElements.define("repair-tabs", RepairTabs);

    // A link to a repair, or to something in it, chooses its tab.
    function follow() {
        const linked = document.getElementById(location.hash.slice(1));
        const repair = linked?.closest("repair-tabs > .repair");
        if (repair) {
            const tabs = repair.parentElement;
            tabs.choose(tabs.panels.indexOf(repair));
            for (let at = repair; (at = at.parentElement.closest("details")); at.open = true);
            linked.scrollIntoView();
        }
    }

    addEventListener("hashchange", follow);
    follow();
})();
