// While the book is served by `cargo run`: reloads the page when a newer site has been built, and
// shows the error when a build failed. A published site does not load this file.
"use strict";

(() => {
    const news = new EventSource("/live");

    news.onmessage = (event) => {
        const { built, error } = JSON.parse(event.data);
        show(error);
        // Both clocks are this machine's: a page that was asked for before the build is stale.
        if (!error && built > performance.timeOrigin) {
            location.reload();
        }
    };

    function show(error) {
        document.getElementById("build-error")?.remove();
        if (!error) {
            return;
        }
        const box = document.createElement("aside");
        box.id = "build-error";
        box.setAttribute("role", "alert");
        const title = document.createElement("strong");
        title.textContent = "The book has a mistake. This page is the last good one.";
        const words = document.createElement("pre");
        words.textContent = "error: " + error;
        box.append(title, words);
        document.body.append(box);
    }
})();
