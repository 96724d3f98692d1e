// `<predict-form>` under a program or a pair, and `<quiz-question>`: compares the reader's answer with
// the facts in the folded answer, from which it takes what it says. Nothing is kept or sent; that a
// question was answered, the event `book:answered` tells.
"use strict";

(() => {
    const WORDS = { compiles: "it compiles", refused: "it is refused" };

    // A sentence of a score. `right` is null where nothing was answered.
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

    // What stands in an element, to be said again.
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
            this.settle(true, "Try again", ...lines);
            const right = lines.every((it) => it.className !== "other");
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
        // A line can be tapped in the code, once it is asked for.
        wake() {
            this.lines = this.frame.querySelectorAll(":scope > .code .line");
            for (const it of this.lines) {
                const { line } = it.dataset;
                const code = it.textContent.trim();
                if (code) {
                    this.form.elements.line?.add(new Option(`${line}: ${code}`, line));
                }
                it.addEventListener("click", () => {
                    const option = this.form.querySelector(`option[value="${it.dataset.line}"]`);
                    if (option && this.frame.matches(".choosing")) {
                        option.selected = true;
                        this.mark();
                    }
                });
            }
            this.form.addEventListener("input", () => this.mark());
        }

        mark() {
            const refused = this.value("verdict") === "refused";
            this.frame.classList.toggle("choosing", refused && !this.form.elements.line.disabled);
            for (const it of this.lines) {
                it.classList.toggle("chosen", refused && it.dataset.line === this.value("line"));
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
                    ? [this.verdict("first", "The first:"), this.verdict("second", "The second:")]
                    : [this.verdict("verdict", "Verdict:"), ...this.parts(facts)],
            );
        }

        verdict(field, about) {
            const [said, fact] = [this.value(field), this.answer.dataset[field]];
            const right = said === fact;
            return line(right, about, right ? "right." : `you said ${WORDS[said]}; ${WORDS[fact]}.`);
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
            const score = [line(right, "Line:", words)];
            if (agreed) {
                score.push(this.choice("reason", "Reason:"), this.choice("danger", "Danger:"));
            }
            return score;
        }

        choice(field, about) {
            const [said, fact] = [this.value(field), this.answer.dataset[field]];
            if (said === fact) {
                return line(true, about, "right.");
            }
            const right = this.form.querySelector(`[name=${field}][value="${fact}"]`);
            const words = copy(right.nextElementSibling);
            return said
                ? line(false, about, "not this one, but: ", ...words)
                : line(null, about, "you chose none. ", ...words);
        }

        // Line by line, without the blanks at their ends.
        output(fact) {
            const lines = (text) => text.trimEnd().split(/[ \t]*\n/);
            const [mine, facts] = [lines(this.value("output")), lines(fact)];
            if (!mine.join("")) {
                return line(null, "Output:", "you wrote none; it stands below.");
            }
            const at = [...mine, ...facts].findIndex((_, place) => mine[place] !== facts[place]);
            if (at < 0) {
                return line(true, "Output:", "right.");
            }
            const quoted = (text) => (text ? element("code", text) : "nothing");
            const words = ["you wrote ", quoted(mine[at]), ", it prints ", quoted(facts[at])];
            return line(false, `Output, line ${at + 1}:`, ...words);
        }
    }

    class Quiz extends Question {
        wake() {
            this.list = this.form.querySelector(".order");
            for (const it of this.list?.querySelectorAll("button") ?? []) {
                it.addEventListener("click", () => this.move(it, it.closest("li")));
            }
        }

        // Moves an item by a place; the focus stays on its button.
        move(button, item) {
            if (button.className === "up") {
                item.previousElementSibling?.before(item);
            } else {
                item.nextElementSibling?.after(item);
            }
            button.focus();
            const place = [...this.list.children].indexOf(item) + 1;
            const moved = element("code", item.firstChild.textContent);
            this.score.replaceChildren(moved, ` is now at place ${place}.`);
        }

        // The folded answer to an option; `else`, the last, stands for all that have none.
        fact(value) {
            return this.answer.querySelector(`[data-value="${value}"], [data-value=else]`);
        }

        // What an option says, and why it is so or not.
        because(right, about, fact) {
            return line(right, about, ...copy(fact.lastElementChild));
        }

        compare() {
            if (this.list) {
                this.show(this.order([...this.list.children]));
                return;
            }
            const inputs = [...this.form.querySelectorAll("[name=choice]")];
            const isRight = (it) => this.fact(it.value).hasAttribute("data-right");
            const chosen = inputs.filter((it) => it.checked);
            // Wrong choices are explained; of missing ones the number is told.
            const wrong = chosen.filter((it) => !isRight(it));
            const [told, about] = wrong.length ? [wrong, "Not so."] : [chosen, "Right."];
            const lines = told.map((it) => this.because(!wrong.length, about, this.fact(it.value)));
            const missing = inputs.filter((it) => isRight(it) && !it.checked).length;
            if (missing && !inputs[0].required) {
                lines.push(line(false, "Not all:", `${missing} more to find.`));
            }
            this.show(lines);
        }

        // Why each item is where it is, or the first one that is not.
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
