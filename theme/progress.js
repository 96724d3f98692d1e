// Progress: how many questions of each chapter are answered, kept in this browser and sent nowhere.
//
// Storage may be full, forbidden, damaged or of another version of the book: then progress lasts as
// long as the page, and what a newer version wrote stays.
"use strict";
(() => {
    const KEY = "book-progress";
    const ID = /^[a-z]\w*(\/[a-z]\w*)+$/;
    // Its HTML stands in `index.hbs`.
    const fold = document.getElementById("progress");
    // The text that `get` gives, as progress: none, unless all of it is as this script writes it.
    function parse(get) {
        const read = { answered: {}, questions: {} };
        const all = (entries, fits) => Object.entries(entries).every(fits);
        try {
            const from = JSON.parse(get());
            read.newer = from.version > 1;
            if (from.version === 1
                && all(from.answered, ([id, right]) => ID.test(id) && typeof right === "boolean")
                && all(from.questions, ([name, count]) => ID.test(name + "/q") && Number.isInteger(count))) {
                return { answered: { ...from.answered }, questions: { ...from.questions }, whole: true };
            }
        } catch { /* Forbidden, or not ours. */ }
        return read;
    }

    const load = () => parse(() => localStorage.getItem(KEY));
    let { answered, questions } = load();
    const text = () => JSON.stringify({ version: 1, answered, questions });

    // An answer that was right once stays right.
    function merge(from) {
        for (const id in from.answered) answered[id] = from.answered[id] || answered[id] === true;
        questions = { ...from.questions, ...questions };
    }

    // Keeps what another tab has written meanwhile; says whether all could be stored.
    function change(more) {
        const stored = load();
        merge(stored);
        merge(more);
        draw();
        try {
            stored.newer || localStorage.setItem(KEY, text());
        } catch {
            return false;
        }
        return !stored.newer;
    }

    function refresh() {
        ({ answered, questions } = load());
        draw();
    }

    // Says whether the page has questions.
    function draw() {
        const of = (chapter, ids) => ids.filter((id) => id.startsWith(chapter + "/"));
        // The page knows its questions; an answer to any other of its chapter is out of date.
        const here = Array.from(document.querySelectorAll("[data-question]"), (it) => it.dataset.question);
        for (const chapter of here.map((id) => id.split("/")[0])) {
            questions[chapter] = of(chapter, here).length;
            for (const id of of(chapter, Object.keys(answered))) if (!here.includes(id)) delete answered[id];
        }
        for (const link of document.querySelectorAll("#sidebar ol.chapter a[href]:not([href*='#'])")) {
            const chapter = link.href.split("/").pop().replace(".html", "") || "index";
            const all = questions[chapter];
            const some = Math.min(of(chapter, Object.keys(answered)).length, all);
            link.querySelector(".progress-count")?.remove();
            // Both are whole numbers.
            if (all > 0) link.insertAdjacentHTML("beforeend", `<span class="progress-count"><span aria-hidden="true">`
                + `${some}/${all}</span><span class="unseen"> (${some} of ${all} questions answered)</span></span>`);
        }
        return here.length > 0;
    }

    const say = (words) => { fold.querySelector("[role=status]").textContent = words; };

    const actions = {
        export() {
            const link = document.createElement("a");
            link.href = URL.createObjectURL(new Blob([text()]));
            link.download = KEY + ".json";
            link.click();
        },
        import: () => fold.querySelector("input").click(),
        forget() {
            try {
                localStorage.removeItem(KEY);
            } catch { /* Nothing was there. */ }
            refresh();
            say("All answers are forgotten.");
        },
    };

    async function take(file) {
        const words = await file.text().catch(() => "");
        const read = parse(() => words);
        say(read.newer ? "Nothing was changed: a newer version of the book wrote this file."
            : !read.whole ? "Nothing was changed: the file is damaged, or not of this book."
            : change(read) ? "The answers in the file were added."
            : "The answers were added, and could not be stored.");
    }

    if (draw()) change({});
    document.addEventListener("book:answered", ({ detail: { id, right } }) => {
        if (ID.test(id)) change({ answered: { [id]: !!right } });
    });
    addEventListener("storage", ({ key }) => { if (key === KEY || key === null) refresh(); });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) refresh(); });
    fold?.addEventListener("click", ({ target }) => actions[target.dataset.do]?.());
    fold?.addEventListener("change", ({ target }) => {
        if (target.files[0]) take(target.files[0]);
        target.value = "";
    });
})();
