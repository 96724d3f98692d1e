// The search: looks through the text of every section, which mdBook has put into its index, for the
// words of the reader. Loaded by `frame.js` when somebody searches, or comes from a result.
"use strict";

(() => {
    const LIMIT = 30;
    const TEASER = 28;
    const dialog = document.getElementById("search");
    const input = document.getElementById("search-words");
    const count = document.getElementById("search-count");
    const results = document.getElementById("search-results");

    const docs = window.search.index.documentStore.docs;
    const sections = window.search.doc_urls.map((url, number) => {
        const { title, breadcrumbs, body } = docs[number];
        return { url, title, breadcrumbs, body, lower: body.toLowerCase(), head: title.toLowerCase() };
    });

    // `moves`, `moved` and `moving` are found by one another; a name or a code stays as it is.
    function stem(word) {
        return /^[a-z]{5,}$/.test(word) ? word.replace(/(ing|ed|es|s|e)$/, "") : word;
    }

    const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).map(stem);

    // Where a word of the text begins with this one; anywhere, for what begins with a sign.
    function places(text, word) {
        const found = [];
        const inner = /^[\p{L}\p{N}]/u;
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (at === 0 || !inner.test(word) || !/[\p{L}\p{N}_]/u.test(text[at - 1])) {
                found.push(at);
            }
        }
        return found;
    }

    function find(words) {
        const found = [];
        for (const section of sections) {
            let score = 0;
            const all = words.every((word) => {
                const inHead = places(section.head, word).length;
                const inText = places(section.lower, word).length;
                score += inHead * 20 + Math.min(inText, 5);
                return inHead + inText > 0;
            });
            if (all) {
                found.push({ section, score });
            }
        }
        return found.sort((a, b) => b.score - a.score).map(({ section }) => section);
    }

    // Some words around the place that most of the searched words are close to
    function teaser(section, words) {
        const hits = words.map((word) => places(section.lower, word));
        const near = (hit) => hits.filter((places) => places.some((at) => at >= hit && at < hit + 140)).length;
        let best = 0;
        for (const hit of hits.flat().sort((a, b) => a - b)) {
            best = near(hit) > near(best) ? hit : best;
        }
        const from = section.body.lastIndexOf(" ", Math.max(0, best - 50)) + 1;
        const shown = section.body.slice(from).split(" ").slice(0, TEASER).join(" ");
        const line = document.createElement("p");
        line.append(from > 0 ? "… " : "", ...marked(shown, words), " …");
        return line;
    }

    // The text with its found words in <mark>
    function marked(text, words) {
        const lower = text.toLowerCase();
        const hits = words
            .flatMap((word) => places(lower, word).map((at) => [at, at + word.length]))
            .sort(([a], [b]) => a - b);
        const parts = [];
        let from = 0;
        for (const [start, end] of hits.filter(([start]) => lower.length === text.length && start >= 0)) {
            if (start < from) {
                continue;
            }
            const mark = document.createElement("mark");
            mark.textContent = text.slice(start, end);
            parts.push(text.slice(from, start), mark);
            from = end;
        }
        parts.push(text.slice(from));
        return parts;
    }

    function item(section, words) {
        const [page, anchor] = section.url.split("#");
        const link = document.createElement("a");
        const query = new URLSearchParams({ highlight: input.value.trim() });
        link.href = `${document.documentElement.dataset.root}${page}?${query}${anchor ? "#" + anchor : ""}`;
        link.append(...marked(section.breadcrumbs, words));
        const entry = document.createElement("li");
        entry.append(link, teaser(section, words));
        return entry;
    }

    function look() {
        const words = wordsOf(input.value);
        const found = words.length ? find(words) : [];
        results.replaceChildren(...found.slice(0, LIMIT).map((section) => item(section, words)));
        count.textContent = words.length ? told(found.length) : "";
    }

    function told(number) {
        switch (number) {
            case 0: return "Nothing found.";
            case 1: return "1 section";
            default: return number > LIMIT ? `${number} sections, the best ${LIMIT} shown` : `${number} sections`;
        }
    }

    input.addEventListener("input", look);
    look();

    dialog.addEventListener("keydown", (event) => {
        const links = [...results.querySelectorAll("a")];
        const at = links.indexOf(document.activeElement);
        if (event.key === "ArrowDown" && at < links.length - 1) {
            event.preventDefault();
            links[at + 1].focus();
        } else if (event.key === "ArrowUp" && at >= 0) {
            event.preventDefault();
            (links[at - 1] ?? input).focus();
        } else if (event.key === "Enter" && event.target === input && links.length) {
            event.preventDefault();
            links[0].click();
        }
    });
    // A result on this very page loads nothing, so the sheet has to go.
    results.addEventListener("click", (event) => event.target.closest("a") && dialog.close());

    // On the page that a result leads to: its words are marked, without touching the page's elements.
    function highlight() {
        const query = new URLSearchParams(location.search).get("highlight");
        if (!query || !window.Highlight) {
            return;
        }
        const words = wordsOf(query);
        const ranges = [];
        const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.parentElement.closest("svg")) {
                continue;
            }
            for (const word of words) {
                for (const at of places(node.data.toLowerCase(), word)) {
                    const range = new Range();
                    range.setStart(node, at);
                    range.setEnd(node, Math.min(at + word.length, node.length));
                    ranges.push(range);
                }
            }
        }
        CSS.highlights.set("found", new Highlight(...ranges));
    }

    highlight();
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !dialog.open) {
            window.Highlight && CSS.highlights.delete("found");
        }
    });
})();
