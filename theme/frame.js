// What the frame of a page does: choosing a theme, opening the list of chapters, turning pages by
// key, and loading the search when it is first wanted. Without it everything can still be read.
"use strict";

(() => {
    const root = document.documentElement;
    const byId = (id) => document.getElementById(id);

    // Storage may be denied; then nothing is remembered.
    function remember(key, value) {
        try {
            if (value === null) {
                localStorage.removeItem(key);
            } else {
                localStorage.setItem(key, value);
            }
        } catch {
            // As said.
        }
    }

    function remembered(key) {
        try {
            return localStorage.getItem(key)?.replaceAll('"', "");
        } catch {
            return null;
        }
    }

    // Theme

    const choice = byId("theme");
    const themes = Array.from(choice.options, (it) => it.value).filter((it) => it !== "auto");
    const dark = matchMedia("(prefers-color-scheme: dark)");

    function paint() {
        const automatic = dark.matches ? root.dataset.dark : root.dataset.light;
        root.classList.remove(...themes);
        root.classList.add(choice.value === "auto" ? automatic : choice.value);
    }

    function recall() {
        const theme = remembered("mdbook-theme");
        choice.value = themes.includes(theme) ? theme : "auto";
        paint();
    }

    recall();
    choice.addEventListener("change", () => {
        remember("mdbook-theme", choice.value === "auto" ? null : choice.value);
        paint();
    });
    dark.addEventListener("change", paint);
    // Another page of the book may have chosen, in another tab or before the reader came back.
    addEventListener("storage", recall);
    addEventListener("pageshow", (event) => event.persisted && recall());

    // The list of chapters: beside the page where there is room, else above it.

    const sidebar = byId("sidebar");
    const toggle = byId("sidebar-toggle");
    const wide = matchMedia("(min-width: 1080px)");

    const isOpen = () => wide.matches
        ? !root.classList.contains("sidebar-hidden")
        : root.classList.contains("sidebar-open");

    function open(yes) {
        if (wide.matches) {
            root.classList.toggle("sidebar-hidden", !yes);
            remember("mdbook-sidebar", yes ? "visible" : "hidden");
        } else {
            root.classList.toggle("sidebar-open", yes);
            if (yes) {
                (sidebar.querySelector("[aria-current]") ?? sidebar.querySelector("a")).focus();
            }
        }
        tell();
    }

    function tell() {
        toggle.setAttribute("aria-expanded", String(isOpen()));
    }

    function closeOverlay(focus) {
        if (root.classList.contains("sidebar-open")) {
            open(false);
            if (focus) {
                toggle.focus();
            }
        }
    }

    toggle.addEventListener("click", () => open(!isOpen()));
    byId("scrim").addEventListener("click", () => closeOverlay(true));
    sidebar.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !sidebar.contains(event.relatedTarget)) {
            closeOverlay(false);
        }
    });
    wide.addEventListener("change", () => {
        root.classList.remove("sidebar-open");
        tell();
    });
    tell();
    // A long list is scrolled to where the reader is.
    const here = sidebar.querySelector("[aria-current]");
    if (here) {
        sidebar.scrollTop = Math.max(0, here.offsetTop - sidebar.clientHeight / 2);
    }

    // Search and help

    const search = byId("search");
    const help = byId("help");
    let loading = null;

    function load(source) {
        return new Promise((loaded, failed) => {
            const script = document.createElement("script");
            script.src = source;
            script.onload = loaded;
            script.onerror = failed;
            document.head.append(script);
        });
    }

    // The index is large for a page and small for a book: it comes when somebody searches.
    function loadSearch() {
        window.search ??= {};
        loading ??= load(search.dataset.index).then(() => load(search.dataset.script));
        loading.catch(() => {
            byId("search-count").textContent = "The search could not be loaded.";
            loading = null;
        });
    }

    function show(dialog) {
        closeOverlay(false);
        if (!dialog.open) {
            dialog.showModal();
        }
    }

    function showSearch() {
        loadSearch();
        show(search);
        byId("search-words").select();
    }

    for (const dialog of [search, help].filter(Boolean)) {
        dialog.querySelector(".close").addEventListener("click", () => dialog.close());
        // A click beside the sheet hits the dialog itself.
        dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    }
    if (search) {
        byId("search-open").addEventListener("click", showSearch);
        if (new URLSearchParams(location.search).has("highlight")) {
            loadSearch();
        }
    }

    // Keys

    const TYPING = "input, textarea, select, [contenteditable], dialog[open]";
    // A component that uses the arrows itself, or a long line that they scroll
    const ARROWS = TYPING + ", [role=tablist], [role=slider], [role=listbox], [role=radiogroup], [tabindex]";

    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) {
            return;
        }
        const within = (selector) => event.target instanceof Element && event.target.closest(selector);
        if (event.key === "Escape") {
            closeOverlay(true);
        } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
            if (!event.shiftKey && !within(ARROWS)) {
                turn(event.key === "ArrowLeft" ? "prev" : "next", event);
            }
        } else if (!within(TYPING)) {
            if (search && (event.key === "/" || event.key === "s")) {
                event.preventDefault();
                showSearch();
            } else if (event.key === "?") {
                event.preventDefault();
                show(help);
            }
        }
    });

    function turn(way, event) {
        const link = document.querySelector(`.turn a[rel=${way}]`);
        if (link) {
            event.preventDefault();
            location.assign(link.href);
        }
    }

    // A table that is wider than the page is scrolled, by key too.

    function reachable() {
        for (const table of document.querySelectorAll(".table-wrapper")) {
            table.toggleAttribute("tabindex", table.scrollWidth > table.clientWidth);
            if (table.hasAttribute("tabindex")) {
                table.tabIndex = 0;
            }
        }
    }

    reachable();
    addEventListener("resize", reachable);

    // The whole book on one page is there to be printed.

    if ("print" in root.dataset) {
        addEventListener("load", () => setTimeout(() => print(), 100));
    }
})();
