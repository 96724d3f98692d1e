// Progress: which questions a reader has answered, told behind each chapter's name in the sidebar.
//
// It is kept in this browser and sent nowhere. Storage may be full, forbidden, damaged or written by
// another version of the book: then progress lasts as long as the page, and no reader sees an error.
// What a newer version wrote is left as it is. Questions say that they were answered with the event
// `book:answered`; the fold `#progress` stands in the page, complete but for its numbers.
"use strict";
(() => {
    const KEY = "book-progress";
    const VERSION = 1;
    const QUESTION = /^[a-z][a-z0-9_]*(\/[a-z][a-z0-9_]*)+$/;
    const fold = document.getElementById("progress");
    const part = (selector) => fold.querySelector(selector);
    let progress = load();

    // A text as progress. Entries that cannot be meant are left out, and then it is not `whole`.
    function parse(text) {
        const read = { answered: new Map(), questions: new Map(), whole: false, newer: false };
        const keep = (to, entries, fits) => {
            const good = Object.entries(entries).filter(([key, value]) => fits(key, value));
            good.forEach(([key, value]) => to.set(key, value));
            return good.length === Object.keys(entries).length;
        };
        try {
            const { version, answered, questions } = JSON.parse(text);
            read.newer = version > VERSION;
            if (version !== VERSION) return read;
            const whole = keep(read.answered, answered, (id, right) => QUESTION.test(id) && typeof right === "boolean");
            read.whole = keep(read.questions, questions, (chapter, count) =>
                QUESTION.test(chapter + "/q") && Number.isInteger(count) && count > 0) && whole;
        } catch { /* Not ours, or not whole: what was read so far is all there is. */ }
        return read;
    }

    function load() {
        try {
            return parse(localStorage.getItem(KEY));
        } catch {
            return parse(null);
        }
    }

    const text = () => JSON.stringify({
        version: VERSION,
        answered: Object.fromEntries(progress.answered),
        questions: Object.fromEntries(progress.questions),
    });

    // An answer once right stays right; what is counted already stays counted.
    function merge(from) {
        from.answered.forEach((right, id) => progress.answered.set(id, right || progress.answered.get(id) === true));
        from.questions.forEach((count, chapter) => progress.questions.has(chapter) || progress.questions.set(chapter, count));
    }

    // The page knows best which questions its chapters have; answers to others are forgotten.
    function count() {
        const ids = new Set([...document.querySelectorAll("[data-question]")]
            .map((element) => element.dataset.question).filter((id) => QUESTION.test(id)));
        const here = new Map();
        ids.forEach((id) => here.set(chapterOf(id), (here.get(chapterOf(id)) || 0) + 1));
        here.forEach((many, chapter) => progress.questions.set(chapter, many));
        [...progress.answered.keys()].filter((id) => here.has(chapterOf(id)) && !ids.has(id))
            .forEach((id) => progress.answered.delete(id));
        return ids.size > 0;
    }

    const chapterOf = (id) => id.split("/")[0];

    // Another tab may have written since: both are kept. Says whether it could be stored.
    function change(edit) {
        const stored = load();
        merge(stored);
        edit();
        count();
        draw();
        try {
            if (!stored.newer) localStorage.setItem(KEY, text());
            return !stored.newer;
        } catch {
            return false;
        }
    }

    function refresh() {
        progress = load();
        count();
        draw();
    }

    function draw() {
        const done = new Map();
        progress.answered.forEach((_, id) => done.set(chapterOf(id), (done.get(chapterOf(id)) || 0) + 1));
        for (const link of document.querySelectorAll("#sidebar ol.chapter a[href]:not([href*='#'])")) {
            const file = new URL(link.href).pathname.split("/").pop();
            const chapter = file.replace(/\.html$/, "") || "index";
            const all = progress.questions.get(chapter);
            link.querySelector(".progress-count")?.remove();
            if (!all) continue;
            const some = Math.min(done.get(chapter) || 0, all);
            const note = element("span", "progress-count", "");
            const short = element("span", "progress-short", `${some}/${all}`);
            short.ariaHidden = "true";
            note.append(short, element("span", "progress-words", ` (${some} of ${all} questions answered)`));
            link.append(note);
        }
    }

    function element(tag, name, words) {
        const made = document.createElement(tag);
        made.className = name;
        made.textContent = words;
        return made;
    }

    const say = (words) => { part("[role=status]").textContent = words; };

    function ask(open) {
        part(".progress-ask").hidden = !open;
        part(open ? "[data-do=keep]" : "[data-do=reset]").focus();
    }

    const actions = {
        export() {
            const link = element("a", "", "");
            link.href = URL.createObjectURL(new Blob([text()], { type: "application/json" }));
            link.download = "book-progress.json";
            link.click();
            setTimeout(() => URL.revokeObjectURL(link.href), 10000);
            say("");
        },
        import: () => part("input").click(),
        reset: () => ask(true),
        keep: () => ask(false),
        forget() {
            try {
                localStorage.removeItem(KEY);
            } catch { /* Then there was nothing to remove. */ }
            refresh();
            ask(false);
            say("All answers are forgotten.");
        },
    };

    async function take(file) {
        const words = file.size < 1e6 ? await file.text().catch(() => "") : "";
        const read = parse(words);
        if (read.newer) return say("This file is from a newer version of the book. Nothing was changed.");
        if (!read.whole) return say("This file is damaged, or is not progress in this book. Nothing was changed.");
        const before = progress.answered.size;
        const stored = change(() => merge(read));
        const added = Math.max(0, progress.answered.size - before);
        say(`Answers in the file: ${read.answered.size}; new here: ${added}.`
            + (stored ? "" : " They could not be stored, so they last as long as this page."));
    }

    if (count()) change(() => {});
    else draw();
    document.addEventListener("book:answered", ({ detail: { id, right } }) => {
        if (QUESTION.test(id)) change(() => merge({ answered: new Map([[id, right === true]]), questions: new Map() }));
    });
    addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) refresh(); });
    addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
    fold?.addEventListener("click", (event) => actions[event.target.dataset.do]?.());
    fold?.addEventListener("change", ({ target }) => {
        if (target.files?.[0]) take(target.files[0]);
        target.value = "";
    });
})();
