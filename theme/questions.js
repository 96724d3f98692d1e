// Questions that answer at once: `<predict-form>` under a program or a pair, and `<quiz-question>`.
// All that they say is in the HTML; this compares the reader's answer with the facts in the folded
// answer. Nothing is kept or sent: an answer tells the page with the event `book:answered`.
"use strict";

(() => {
    const WORDS = { compiles: "it compiles", refused: "it is refused" };

    // A sentence of a score. `right` is null where the reader left a part open.
    function line(right, about, ...words) {
        const [kind, sign] = right === null ? ["none", "·"] : right ? ["right", "✓"] : ["other", "≠"];
        const p = document.createElement("p");
        p.className = kind;
        p.append(element("b", `${sign} ${about}`), " ", ...words);
        return p;
    }

    function element(tag, text) {
        const element = document.createElement(tag);
        element.textContent = text;
        return element;
    }

    // What stands inside of an element, to be said a second time.
    const copy = (element) => [...element.cloneNode(true).childNodes];

    class Question extends HTMLElement {
        connectedCallback() {
            this.form = this.querySelector("form");
            this.button = this.form.querySelector("[type=submit]");
            this.words = this.button.textContent;
            this.score = this.querySelector(".score");
            this.frame = this.closest("figure, .quiz");
            this.answer = this.frame.querySelector(".answer");
            this.form.addEventListener("submit", (event) => {
                event.preventDefault();
                if (this.button.textContent === this.words) {
                    this.compare();
                } else {
                    this.answer.open = false;
                    this.settle(false, this.words);
                }
            });
            this.wake();
        }

        // The score beside the reader's own answer, until another try.
        show(lines) {
            const right = lines.every((it) => it.className !== "other");
            this.settle(true, "Try again", ...lines);
            const detail = { id: this.dataset.question, right };
            this.dispatchEvent(new CustomEvent("book:answered", { bubbles: true, detail }));
        }

        settle(held, words, ...lines) {
            this.score.replaceChildren(...lines);
            this.button.textContent = words;
            for (const field of this.form.elements) {
                field.disabled = held && field !== this.button;
            }
            this.mark?.();
        }
    }

    class Predict extends Question {
        // A line can be tapped in the code, once one is to be chosen.
        wake() {
            this.select = this.form.elements.line;
            this.lines = this.select ? this.frame.querySelectorAll(":scope > .code .line") : [];
            for (const it of this.lines) {
                it.addEventListener("click", () => {
                    const option = this.select.querySelector(`[value="${it.dataset.line}"]`);
                    if (option && this.frame.classList.contains("choosing")) {
                        option.selected = true;
                        this.mark();
                    }
                });
            }
            this.form.addEventListener("input", () => this.mark());
        }

        mark() {
            const refused = this.value("verdict") === "refused";
            this.frame.classList.toggle("choosing", refused && !this.select.disabled);
            for (const it of this.lines) {
                it.classList.toggle("chosen", refused && it.dataset.line === this.select.value);
            }
        }

        value(field) {
            return this.form.elements[field]?.value;
        }

        compare() {
            const facts = this.answer.dataset;
            this.answer.open = true;
            this.show(
                facts.first
                    ? [this.verdict("first", "First program:"), this.verdict("second", "Second program:")]
                    : [this.verdict("verdict", "Verdict:"), ...this.parts(facts)],
            );
        }

        verdict(field, about) {
            const [said, fact] = [this.value(field), this.answer.dataset[field]];
            const right = said === fact;
            const words = right ? "right." : `you said ${WORDS[said]}; ${WORDS[fact]}.`;
            return line(right, about, words);
        }

        parts(facts) {
            const agreed = this.value("verdict") === facts.verdict;
            if (facts.verdict === "compiles") {
                return agreed ? [this.output(facts.output)] : [];
            }
            const said = agreed && this.value("line");
            const right = said ? said === facts.line : null;
            const own = said ? `you said ${said}, ` : "";
            const words = right ? "right." : `${own}rustc refuses line ${facts.line}.`;
            const parts = { reason: "Reason:", danger: "What could go wrong:" };
            const choices = agreed ? Object.entries(parts) : [];
            return [line(right, "Line:", words), ...choices.map((it) => this.choice(...it))];
        }

        choice(field, about) {
            const [said, fact] = [this.value(field), this.answer.dataset[field]];
            if (said === fact) {
                return line(true, about, "right.");
            }
            const right = this.form.querySelector(`[name=${field}][value="${fact}"]`);
            const words = said ? "another one than yours: " : "you chose none: ";
            return line(said ? false : null, about, words, ...copy(right.nextElementSibling));
        }

        // Line by line; blanks at the end of a line are no difference.
        output(fact) {
            const lines = (text) => text.trimEnd().split(/[ \t]*\n/);
            const [mine, facts] = [lines(this.value("output")), lines(fact)];
            if (!mine.join("")) {
                return line(null, "Output:", "you wrote none; it stands below.");
            }
            const longer = mine.length > facts.length ? mine : facts;
            const at = longer.findIndex((_, place) => mine[place] !== facts[place]);
            if (at < 0) {
                return line(true, "Output:", "right, every line.");
            }
            const quoted = (text) => (text ? element("code", text) : "nothing");
            const own = ["you wrote ", quoted(mine[at]), ", it prints ", quoted(facts[at])];
            return line(false, `Output, line ${at + 1}:`, ...own);
        }
    }

    class Quiz extends Question {
        wake() {
            this.list = this.form.querySelector(".order");
            for (const it of this.list?.querySelectorAll("button") ?? []) {
                it.addEventListener("click", () => this.move(it, it.closest("li")));
            }
        }

        // Moves an item by one place; the focus stays on the button that did it.
        move(button, item) {
            if (button.className === "up") {
                item.previousElementSibling?.before(item);
            } else {
                item.nextElementSibling?.after(item);
            }
            button.focus();
            const items = [...this.list.children];
            const words = ` is at place ${items.indexOf(item) + 1} of ${items.length}.`;
            this.score.replaceChildren(element("code", item.firstChild.textContent), words);
        }

        // The folded answer to an option; `else` stands last and answers for all that have none.
        fact(value) {
            return this.answer.querySelector(`[data-value="${value}"], [data-value=else]`);
        }

        // What an option says, and why it is right or wrong.
        because(right, about, fact) {
            const [what, why] = [".what", ".why"].map((it) => copy(fact.querySelector(it)));
            return line(right, about, ...what, element("br"), ...why);
        }

        compare() {
            if (this.list) {
                this.show(this.order([...this.list.children]));
                return;
            }
            const inputs = [...this.form.querySelectorAll("[name=choice]")];
            const isRight = (it) => this.fact(it.value).hasAttribute("data-right");
            const chosen = inputs.filter((it) => it.checked);
            // Wrong choices are explained alone; that something is missing is told, but not what.
            const wrong = chosen.filter((it) => !isRight(it));
            const [told, about] = wrong.length ? [wrong, "Not so."] : [chosen, "Right."];
            const lines = told.map((it) => this.because(!wrong.length, about, this.fact(it.value)));
            const missing = inputs.filter((it) => isRight(it) && !it.checked).length;
            if (missing && !inputs[0].required) {
                lines.push(line(false, "Not all:", `${missing} more to find.`));
            }
            this.show(lines);
        }

        // All items with why each is where it is, or the first one that is not.
        order(items) {
            const facts = items.map((it) => this.fact(it.dataset.value));
            const at = facts.findIndex((it, place) => it.dataset.value !== String(place));
            if (at < 0) {
                return facts.map((it) => this.because(true, "Right.", it));
            }
            const about = at ? `Right up to place ${at}, then not so.` : "Not so.";
            return [this.because(false, about, facts[at])];
        }
    }

    customElements.define("predict-form", Predict);
    customElements.define("quiz-question", Quiz);
})();
