//! The frame of a page: theme, list of chapters, keys, search, the way back, print.

use super::visitor::{Look, Visitor, key};
use super::world::World;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![
        world.test(
            "theme/is_kept_and_there_before_the_first_paint",
            theme_is_kept,
        ),
        world.test(
            "theme/follows_the_system_until_one_is_chosen",
            theme_follows,
        ),
        world.test("frame/works_where_storage_is_forbidden", without_storage),
        world.test("sidebar/is_kept_as_the_reader_left_it", sidebar_is_kept),
        world.test("sidebar/opens_over_the_page_of_a_phone", sidebar_on_a_phone),
        world.test(
            "keys/turn_the_page_and_only_where_nothing_else_wants_them",
            keys_turn,
        ),
        world.test("back_button/leads_to_where_the_reader_was", back_button),
        world.test("search/comes_when_it_is_wanted_and_finds", search_finds),
        world.test("print/of_a_chapter_shows_every_answer", print_opens),
        world.test("print/of_the_whole_book_asks_once", print_asks_once),
    ]
}

async fn choose_theme(visitor: &Visitor, theme: &str) -> Result<()> {
    visitor
        .js(&format!(
            "const theme = document.getElementById('theme'); theme.value = '{theme}';
             theme.dispatchEvent(new Event('change', {{bubbles: true}})); return true"
        ))
        .await
        .map(drop)
}

async fn theme_is_kept(visitor: Visitor) -> Result<()> {
    // What is on <html> when <body> begins: nothing is painted before.
    visitor
        .before_each_page(
            "new MutationObserver((_, me) => {
                 if (!document.body) return;
                 window.__first = document.documentElement.className;
                 me.disconnect();
             }).observe(document, {childList: true, subtree: true});",
        )
        .await?;
    visitor.open("index.html").await?;
    for theme in ["coal", "navy", "ayu", "rust", "light"] {
        choose_theme(&visitor, theme).await?;
        visitor
            .expect(
                "the theme is on",
                &format!("document.documentElement.classList.contains('{theme}')"),
            )
            .await?;
        visitor.reload().await?;
        let first = visitor.text("window.__first").await?;
        ensure!(
            first.split(' ').any(|class| class == theme),
            "`{theme}` was chosen, and a page begins as `{first}`"
        );
        let chosen = visitor
            .text("document.getElementById('theme').value")
            .await?;
        ensure!(
            chosen == theme,
            "`{theme}` was chosen, and `{chosen}` is shown as chosen"
        );
    }
    Ok(())
}

async fn theme_follows(visitor: Visitor) -> Result<()> {
    let system = async |scheme: &str| {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        visitor
            .devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await
    };
    let ground = "getComputedStyle(document.body).backgroundColor";
    system("light").await?;
    visitor.open("index.html").await?;
    let light = visitor.text(ground).await?;
    system("dark").await?;
    visitor
        .expect(
            "the page becomes dark with the system",
            &format!("{ground} !== '{light}'"),
        )
        .await?;
    choose_theme(&visitor, "light").await?;
    visitor
        .expect(
            "a chosen theme is stronger",
            &format!("{ground} === '{light}'"),
        )
        .await?;
    choose_theme(&visitor, "auto").await?;
    visitor
        .expect("auto follows again", &format!("{ground} !== '{light}'"))
        .await
}

async fn without_storage(visitor: Visitor) -> Result<()> {
    visitor
        .before_each_page(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})",
        )
        .await?;
    visitor.open("moves.html").await?;
    choose_theme(&visitor, "navy").await?;
    visitor
        .expect(
            "a theme can be chosen",
            "document.documentElement.classList.contains('navy')",
        )
        .await?;
    let errors = visitor.witnessed("errors").await?;
    ensure!(errors.is_empty(), "{errors:?}");
    ensure!(
        visitor.complaints().await?.is_empty(),
        "the console complains"
    );
    Ok(())
}

const IS_LIST_SEEN: &str = "document.querySelector('#sidebar ol.chapter a[href]').checkVisibility({visibilityProperty: true}) \
     && document.querySelector('#sidebar ol.chapter a[href]').getBoundingClientRect().right > 0";

async fn sidebar_is_kept(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    visitor
        .expect("the list stands beside the page", IS_LIST_SEEN)
        .await?;
    let current = visitor
        .text("document.querySelector('#sidebar [aria-current=page]').textContent")
        .await?;
    ensure!(current.contains("Moves"), "the current page is `{current}`");
    visitor.click("#sidebar-toggle").await?;
    let is_hidden = format!("!({IS_LIST_SEEN})");
    visitor.expect("it goes", &is_hidden).await?;
    visitor
        .expect(
            "its button says so",
            "document.getElementById('sidebar-toggle').ariaExpanded === 'false'",
        )
        .await?;
    visitor.reload().await?;
    visitor.expect("it stays away", &is_hidden).await?;
    visitor.click("#sidebar-toggle").await?;
    visitor.expect("it comes back", IS_LIST_SEEN).await
}

async fn sidebar_on_a_phone(visitor: Visitor) -> Result<()> {
    visitor.phone(390, 844).await?;
    visitor.open("moves.html").await?;
    visitor
        .expect("the page is alone", &format!("!({IS_LIST_SEEN})"))
        .await?;
    visitor.click("#sidebar-toggle").await?;
    visitor.expect("the list comes", IS_LIST_SEEN).await?;
    visitor.press(&[key::ESCAPE]).await?;
    visitor
        .expect("and goes", &format!("!({IS_LIST_SEEN})"))
        .await?;
    visitor
        .expect(
            "the focus returns to its button",
            "document.activeElement.id === 'sidebar-toggle'",
        )
        .await?;
    visitor.click("#sidebar-toggle").await?;
    visitor.click("#sidebar a[href$='owners.html']").await?;
    visitor
        .expect(
            "it leads to a chapter",
            "location.pathname === '/owners.html'",
        )
        .await
}

async fn keys_turn(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    let previous = visitor
        .text("document.querySelector('a[rel=prev]').pathname")
        .await?;
    // In these the arrows mean something else.
    for other in ["#theme", "[role=tab]", "input", "textarea", "select"] {
        visitor
            .js(&format!(
                "for (const fold of document.querySelectorAll('details')) fold.open = true;
                 document.querySelector('main {other}, {other}')?.focus(); return true"
            ))
            .await?;
        visitor.press(&[key::LEFT, key::RIGHT]).await?;
    }
    ensure!(
        visitor.address().await? == "/moves.html",
        "an arrow that was meant otherwise turned the page"
    );
    visitor.js("document.activeElement.blur()").await?;
    visitor.press(&[key::LEFT]).await?;
    visitor
        .expect(
            "the left arrow turns back",
            &format!("location.pathname === '{previous}'"),
        )
        .await?;
    visitor.press(&[key::RIGHT]).await?;
    visitor
        .expect(
            "the right arrow turns on",
            "location.pathname === '/moves.html'",
        )
        .await?;
    visitor.press(&['?']).await?;
    visitor
        .expect("? shows the keys", "document.getElementById('help').open")
        .await?;
    visitor.press(&[key::ESCAPE]).await?;
    visitor
        .expect("Esc closes them", "!document.getElementById('help').open")
        .await
}

async fn back_button(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html#moves/assignment").await?;
    let place =
        "Math.abs(document.getElementById('moves/assignment').getBoundingClientRect().top) < 200";
    visitor
        .expect("the address leads to the figure", place)
        .await?;
    visitor.click("a[rel=prev]").await?;
    visitor
        .expect("the link leads on", "location.pathname !== '/moves.html'")
        .await?;
    visitor.back().await?;
    let address = visitor.address().await?;
    ensure!(
        address == "/moves.html#moves/assignment",
        "back is `{address}`"
    );
    visitor
        .expect(
            "the page is whole again",
            "!!document.querySelector('.turn a[rel=prev]')",
        )
        .await
}

async fn search_finds(visitor: Visitor) -> Result<()> {
    visitor.open("index.html").await?;
    let early = visitor.requests().await?;
    ensure!(
        !early.iter().any(|url| url.contains("search")),
        "loaded before it is wanted: {early:?}"
    );
    visitor.press(&['/']).await?;
    visitor
        .expect("/ opens it", "document.getElementById('search').open")
        .await?;
    visitor.write("rename the drop").await?;
    visitor
        .expect(
            "what is nowhere is not found",
            "/nothing/i.test(document.getElementById('search-count').textContent)",
        )
        .await?;
    visitor
        .js("document.getElementById('search-words').select()")
        .await?;
    visitor.write("drop flag").await?;
    visitor
        .expect(
            "it finds",
            "document.querySelectorAll('#search-results a').length > 0",
        )
        .await?;
    visitor
        .expect(
            "it shows what it found",
            "!!document.querySelector('#search-results mark')",
        )
        .await?;
    let complaints = visitor.complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    visitor.press(&[key::DOWN, key::ENTER]).await?;
    visitor
        .expect(
            "a result leads to its page",
            "location.search.includes('highlight')",
        )
        .await?;
    visitor
        .expect(
            "the words are marked there",
            "CSS.highlights.get('found')?.size > 0",
        )
        .await
}

async fn print_opens(visitor: Visitor) -> Result<()> {
    visitor.look(Look::Dark).await?;
    visitor.open("moves.html").await?;
    let pdf = visitor.devtools("Page.printToPDF", json!({})).await?;
    let pdf = pdf["data"].as_str().context("a PDF")?.len();
    ensure!(pdf > 100_000, "the chapter's PDF is of {pdf} letters only");
    visitor
        .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await?;
    visitor
        .js("dispatchEvent(new Event('beforeprint')); return true")
        .await?;
    let hidden = visitor
        .list(
            "return [...document.querySelectorAll('main details.answer')].filter(fold =>
                 ![...fold.children].at(-1).checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
                 .map(fold => fold.outerHTML.slice(0, 120))",
        )
        .await?;
    ensure!(
        hidden.is_empty(),
        "answers that paper does not show: {hidden:#?}"
    );
    visitor
        .expect(
            "paper has no buttons and no list of chapters",
            "[...document.querySelectorAll('#sidebar, .bar, .turn, main button')].every(it => !it.checkVisibility())",
        )
        .await?;
    visitor
        .expect(
            "paper is white",
            "['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(getComputedStyle(document.body).backgroundColor)",
        )
        .await
}

async fn print_asks_once(visitor: Visitor) -> Result<()> {
    visitor.open("print.html").await?;
    visitor
        .expect(
            "it asks for a printer",
            "window.__witness.prints.length === 1",
        )
        .await?;
    let chapters = visitor
        .js("document.querySelectorAll('main h1').length")
        .await?;
    ensure!(
        chapters.as_u64() >= Some(4),
        "the whole book has {chapters} chapters"
    );
    visitor.open("moves.html").await?;
    let asked = visitor.js("window.__witness.prints").await?;
    ensure!(
        asked == Value::Array(Vec::new()),
        "a chapter asks for a printer"
    );
    Ok(())
}
