//! Progress: counted in the list of chapters, kept in the browser, given out, taken in, forgotten;
//! and storage of any kind, which is never an error.

use super::visitor::Visitor;
use super::world::World;
use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![
        world.test("progress/counts_answered_questions_in_the_list", counts),
        world.test(
            "progress/is_exported_forgotten_and_imported",
            export_and_import,
        ),
        world.test("progress/refuses_a_file_that_is_not_its_own", refuses),
        world.test("progress/takes_any_storage_quietly", any_storage),
        world.test("progress/of_a_newer_version_stays", newer_stays),
        world.test("progress/is_the_same_in_two_tabs", two_tabs),
    ]
}

const KEY: &str = "book-progress";

/// Answers a question of the page, as its component tells it.
async fn answer(visitor: &Visitor, place: usize, right: bool) -> Result<()> {
    visitor
        .js(&format!(
            "const asked = document.querySelectorAll('[data-question]')[{place}];
             asked.dispatchEvent(new CustomEvent('book:answered',
                 {{bubbles: true, detail: {{id: asked.dataset.question, right: {right}}}}})); return true"
        ))
        .await
        .map(drop)
}

/// Expects what the list of chapters says of one: "2/9", or nothing.
async fn expect_count(visitor: &Visitor, page: &str, answered: Option<usize>) -> Result<()> {
    let shown = format!(
        "document.querySelector(\"#sidebar a[href$='{page}.html'] .progress-count [aria-hidden]\")?.textContent ?? ''"
    );
    let is = match answered {
        Some(answered) => format!("({shown}).startsWith('{answered}/')"),
        None => format!("({shown}) === ''"),
    };
    visitor
        .expect(&format!("the list says {answered:?} of `{page}`"), &is)
        .await
}

async fn stored(visitor: &Visitor) -> Result<Value> {
    let text = visitor
        .text(&format!("localStorage.getItem('{KEY}') ?? 'null'"))
        .await?;
    Ok(serde_json::from_str(&text)?)
}

/// Opens the fold at the foot of the list.
async fn open_fold(visitor: &Visitor) -> Result<()> {
    visitor
        .js("for (const fold of document.querySelectorAll('#progress, #progress details')) fold.open = true;
             document.getElementById('progress').scrollIntoView(); return true")
        .await
        .map(drop)
}

async fn counts(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    let all = visitor
        .number("document.querySelectorAll('[data-question]').length")
        .await?;
    ensure!(all > 3.0, "the chapter has {all} questions");
    expect_count(&visitor, "moves", Some(0)).await?;
    expect_count(&visitor, "owners", None).await?;
    answer(&visitor, 0, true).await?;
    answer(&visitor, 1, false).await?;
    expect_count(&visitor, "moves", Some(2)).await?;
    answer(&visitor, 1, true).await?;
    expect_count(&visitor, "moves", Some(2)).await?;
    visitor.open("owners.html").await?;
    expect_count(&visitor, "moves", Some(2)).await?;
    expect_count(&visitor, "owners", Some(0)).await?;
    let words = visitor
        .text("document.querySelector(\"#sidebar a[href$='moves.html']\").textContent")
        .await?;
    ensure!(words.contains("2 of"), "read aloud it is `{words}`");
    Ok(())
}

async fn export_and_import(visitor: Visitor) -> Result<()> {
    visitor
        .before_each_page(
            "const real = URL.createObjectURL.bind(URL);
             URL.createObjectURL = (blob) => { window.__exported = blob; return real(blob); };",
        )
        .await?;
    visitor.open("moves.html").await?;
    answer(&visitor, 0, true).await?;
    open_fold(&visitor).await?;
    visitor.click("#progress [data-do=export]").await?;
    let file = visitor
        .js_later("window.__exported.text().then(done)")
        .await?;
    let file = file.as_str().unwrap_or_default().to_owned();
    ensure!(
        serde_json::from_str::<Value>(&file)? == stored(&visitor).await?,
        "exported is `{file}`"
    );

    forget(&visitor).await?;
    expect_count(&visitor, "moves", Some(0)).await?;
    answer(&visitor, 1, true).await?;
    import(&visitor, &file).await?;
    expect_count(&visitor, "moves", Some(2)).await
}

/// Forgets all answers, which asks once more inside the page.
async fn forget(visitor: &Visitor) -> Result<()> {
    open_fold(visitor).await?;
    visitor.click("#progress [data-do=forget]").await?;
    visitor
        .expect(
            "the answers are forgotten",
            "/forgotten/.test(document.querySelector('#progress [role=status]').textContent)",
        )
        .await
}

async fn import(visitor: &Visitor, file: &str) -> Result<()> {
    visitor
        .js(&format!(
            "const chosen = new DataTransfer();
             chosen.items.add(new File([{}], 'progress.json'));
             const input = document.querySelector('#progress input[type=file]');
             input.files = chosen.files;
             document.querySelector('#progress [role=status]').textContent = '';
             input.dispatchEvent(new Event('change', {{bubbles: true}})); return true",
            json!(file)
        ))
        .await?;
    visitor
        .expect(
            "it says what came of it",
            "document.querySelector('#progress [role=status]').textContent !== ''",
        )
        .await
}

async fn refuses(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    answer(&visitor, 0, true).await?;
    let before = stored(&visitor).await?;
    for file in [
        "",
        "{",
        "[]",
        "null",
        r#"{"version":1}"#,
        r#"{"version":1,"answered":{"<img>":true},"questions":{}}"#,
        r#"{"version":1,"answered":{"moves/assignment":"yes"},"questions":{"moves":12}}"#,
        r#"{"version":2,"answered":{},"questions":{}}"#,
        "\u{0}\u{1}",
    ] {
        import(&visitor, file).await?;
        let said = visitor
            .text("document.querySelector('#progress [role=status]').textContent")
            .await?;
        ensure!(
            said.contains("Nothing was changed"),
            "of `{file}` it says `{said}`"
        );
        ensure!(
            stored(&visitor).await? == before,
            "`{file}` changed what is stored"
        );
    }
    Ok(())
}

async fn any_storage(visitor: Visitor) -> Result<()> {
    for held in [
        "",
        "null",
        "7",
        "{",
        "[[]]",
        r#"{"answered":{"moves/assignment":true}}"#,
        r#"{"version":0,"done":["moves"]}"#,
        r#"{"version":1,"answered":null,"questions":null}"#,
        r#"{"version":1,"answered":{"__proto__":{"a":1}},"questions":{"moves":-1}}"#,
    ] {
        visitor.open("how_to.html").await?;
        visitor
            .js(&format!(
                "localStorage.setItem('{KEY}', {}); return true",
                json!(held)
            ))
            .await?;
        visitor.open("moves.html").await?;
        expect_count(&visitor, "moves", Some(0)).await?;
        answer(&visitor, 0, true).await?;
        expect_count(&visitor, "moves", Some(1)).await?;
        visitor.reload().await?;
        expect_count(&visitor, "moves", Some(1)).await?;
        let errors = visitor.witnessed("errors").await?;
        let complaints = visitor.complaints().await?;
        ensure!(
            errors.is_empty() && complaints.is_empty(),
            "`{held}`: {errors:?} {complaints:?}"
        );
    }
    Ok(())
}

async fn newer_stays(visitor: Visitor) -> Result<()> {
    let newer = r#"{"version":9,"chapters":["moves"]}"#;
    visitor.open("how_to.html").await?;
    visitor
        .js(&format!(
            "localStorage.setItem('{KEY}', {}); return true",
            json!(newer)
        ))
        .await?;
    visitor.open("moves.html").await?;
    answer(&visitor, 0, true).await?;
    expect_count(&visitor, "moves", Some(1)).await?;
    ensure!(
        stored(&visitor).await? == serde_json::from_str::<Value>(newer)?,
        "a newer version's answers are gone"
    );
    Ok(())
}

async fn two_tabs(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    let first = visitor.tab().await?;
    let second = visitor.new_tab().await?;
    visitor.open("moves.html").await?;
    answer(&visitor, 0, true).await?;
    expect_count(&visitor, "moves", Some(1)).await?;
    visitor.switch_to(first).await?;
    expect_count(&visitor, "moves", Some(1)).await?;
    answer(&visitor, 1, true).await?;
    visitor.switch_to(second).await?;
    expect_count(&visitor, "moves", Some(2)).await
}
