//! Predictions, pairs and quizzes: scored from the facts in the page, part by part, and asked again.

use super::visitor::Visitor;
use super::world::World;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![
        world.test("predict/scores_verdict_line_and_reason_apart", refused),
        world.test("predict/compares_what_it_prints_line_by_line", prints),
        world.test("predict/takes_a_tapped_line_and_tries_again", tapped),
        world.test("compare/scores_a_verdict_each", compare),
        world.test("quiz/of_one_right_answer", async |visitor: Visitor| {
            choice(visitor, "one").await
        }),
        world.test("quiz/of_several_right_answers", several),
        world.test("quiz/of_a_line", async |visitor: Visitor| {
            choice(visitor, "line").await
        }),
        world.test("quiz/of_an_order", order),
    ]
}

/// Counts the answers that the page is told of.
const LISTEN: &str = "window.__answered = [];
    document.addEventListener('book:answered', (event) => window.__answered.push(event.detail)); return true";

/// The last answer that the page was told of: the question's name, and whether it was right.
async fn told(visitor: &Visitor) -> Result<(String, bool)> {
    let last = visitor.js("window.__answered.at(-1) ?? null").await?;
    let id = last["id"].as_str().context("no `book:answered`")?;
    Ok((id.to_owned(), last["right"] == Value::Bool(true)))
}

/// A fact of an answer that is folded in the page.
async fn fact(visitor: &Visitor, figure: &str, name: &str) -> Result<String> {
    visitor
        .text(&format!(
            "document.querySelector(\"{figure} details.answer\").dataset.{name}"
        ))
        .await
}

/// The words of the score below a question, a paragraph each.
async fn score(visitor: &Visitor, question: &str) -> Result<Vec<String>> {
    visitor
        .expect(
            "a score is there",
            &format!("!!document.querySelector(\"{question} .score\").textContent"),
        )
        .await?;
    visitor
        .list(&format!(
            "return [...document.querySelectorAll(\"{question} .score > p\")].map(it => it.className + ' ' + it.innerText)"
        ))
        .await
}

async fn tick(visitor: &Visitor, question: &str, field: &str, value: &str) -> Result<()> {
    visitor
        .click(&format!("{question} input[name={field}][value='{value}']"))
        .await
}

async fn submit(visitor: &Visitor, question: &str) -> Result<()> {
    visitor.click(&format!("{question} [type=submit]")).await
}

async fn refused(visitor: Visitor) -> Result<()> {
    let figure = "[id='moves/use_after_move']";
    visitor.open("moves.html").await?;
    visitor.js(LISTEN).await?;
    let line = fact(&visitor, figure, "line").await?;
    let reason = fact(&visitor, figure, "reason").await?;
    let is_closed = format!("!document.querySelector(\"{figure} details.answer\").open");
    visitor.expect("the answer is folded", &is_closed).await?;

    // Verdict and reason are right, and the line is another.
    tick(&visitor, figure, "verdict", "refused").await?;
    let other = visitor
        .text(&format!(
            "const select = document.querySelector(\"{figure} select[name=line]\");
             select.value = [...select.options].map(it => it.value).find(it => it && it !== '{line}');
             select.dispatchEvent(new Event('input', {{bubbles: true}})); return select.value"
        ))
        .await?;
    tick(&visitor, figure, "reason", &reason).await?;
    submit(&visitor, figure).await?;
    let scored = score(&visitor, figure).await?;
    let part = |about: &str| {
        let found = scored.iter().find(|it| it.contains(about));
        found.with_context(|| format!("nothing is said of `{about}`: {scored:?}"))
    };
    ensure!(part("Verdict")?.starts_with("right"), "{scored:?}");
    let said = part("Line")?;
    ensure!(
        said.starts_with("other") && said.contains(&other) && said.contains(&line),
        "{scored:?}"
    );
    ensure!(part("Reason")?.starts_with("right"), "{scored:?}");
    ensure!(part("Danger")?.starts_with("none"), "{scored:?}");
    visitor
        .expect("the answer opens", &format!("!({is_closed})"))
        .await?;
    ensure!(told(&visitor).await? == ("moves/use_after_move".into(), false));
    visitor
        .expect(
            "it is said aloud, politely",
            &format!("document.querySelector(\"{figure} .score\").role === 'status'"),
        )
        .await
}

async fn prints(visitor: Visitor) -> Result<()> {
    let figure = "[id='moves/assignment']";
    visitor.open("moves.html").await?;
    visitor.js(LISTEN).await?;
    let output = fact(&visitor, figure, "output").await?;
    for (written, kind) in [
        ("something else\n", "other"),
        (&*output, "right"),
        ("", "none"),
    ] {
        tick(&visitor, figure, "verdict", "compiles").await?;
        visitor
            .js(&format!(
                "document.querySelector(\"{figure} textarea\").value = {}; return true",
                json!(written)
            ))
            .await?;
        submit(&visitor, figure).await?;
        let scored = score(&visitor, figure).await?;
        let output = scored.iter().find(|it| it.contains("Output"));
        let output = output.with_context(|| format!("of `{written}`: {scored:?}"))?;
        ensure!(output.starts_with(kind), "of `{written}`: {scored:?}");
        ensure!(
            told(&visitor).await?.1 == (kind != "other"),
            "of `{written}`"
        );
        // Another try.
        submit(&visitor, figure).await?;
    }
    // A wrong verdict is told as that, and what belongs to the other one is not scored.
    tick(&visitor, figure, "verdict", "refused").await?;
    submit(&visitor, figure).await?;
    let scored = score(&visitor, figure).await?;
    ensure!(
        scored.len() == 1 && scored[0].starts_with("other"),
        "{scored:?}"
    );
    Ok(())
}

async fn tapped(visitor: Visitor) -> Result<()> {
    let figure = "[id='moves/use_after_move']";
    visitor.phone(390, 844).await?;
    visitor.open("moves.html").await?;
    let line = fact(&visitor, figure, "line").await?;
    tick(&visitor, figure, "verdict", "refused").await?;
    visitor
        .click(&format!("{figure} > .code .line[data-line='{line}']"))
        .await?;
    visitor
        .expect(
            "a tapped line is chosen",
            &format!("document.querySelector(\"{figure} select[name=line]\").value === '{line}'"),
        )
        .await?;
    submit(&visitor, figure).await?;
    let scored = score(&visitor, figure).await?;
    ensure!(
        scored
            .iter()
            .any(|it| it.starts_with("right") && it.contains("Line")),
        "{scored:?}"
    );
    let held = format!("document.querySelector(\"{figure} select[name=line]\").disabled");
    visitor
        .expect("the answer is held beside its score", &held)
        .await?;
    submit(&visitor, figure).await?;
    visitor
        .expect("another try is open", &format!("!({held})"))
        .await?;
    visitor
        .expect(
            "what was chosen stays, and the answer is folded again",
            &format!(
                "document.querySelector(\"{figure} select[name=line]\").value === '{line}'
                 && !document.querySelector(\"{figure} details.answer\").open"
            ),
        )
        .await
}

async fn compare(visitor: Visitor) -> Result<()> {
    let pair = "figure.pair";
    visitor.open("moves.html").await?;
    visitor.js(LISTEN).await?;
    let first = fact(&visitor, pair, "first").await?;
    let second = fact(&visitor, pair, "second").await?;
    ensure!(first != second, "a pair of one verdict teaches nothing");
    // The first right, the second not.
    tick(&visitor, pair, "first", &first).await?;
    tick(&visitor, pair, "second", &first).await?;
    submit(&visitor, pair).await?;
    let scored = score(&visitor, pair).await?;
    let kinds: Vec<_> = scored.iter().map(|it| it.split(' ').next()).collect();
    ensure!(kinds == [Some("right"), Some("other")], "{scored:?}");
    ensure!(!told(&visitor).await?.1);
    submit(&visitor, pair).await?;
    tick(&visitor, pair, "second", &second).await?;
    submit(&visitor, pair).await?;
    ensure!(
        told(&visitor).await?.1,
        "{:?}",
        score(&visitor, pair).await?
    );
    Ok(())
}

/// Opens the first chapter that has a quiz of a kind, and tells its selector.
async fn quiz(visitor: &Visitor, kind: &str) -> Result<String> {
    let selector = format!("quiz-question[data-kind={kind}]");
    for page in visitor.world.book.pages() {
        visitor.open(&format!("{page}.html")).await?;
        let id = visitor
            .text(&format!("document.querySelector('{selector}')?.id ?? ''"))
            .await?;
        if !id.is_empty() && page != "print" {
            visitor.js(LISTEN).await?;
            return Ok(format!("#{id}"));
        }
    }
    anyhow::bail!("no chapter has a quiz of this kind: {kind}")
}

/// The values of a quiz's options, the right ones or the others.
async fn values(visitor: &Visitor, quiz: &str, is_right: bool) -> Result<Vec<String>> {
    visitor
        .list(&format!(
            "const right = [...document.querySelectorAll('{quiz} .answer [data-right]')].map(it => it.dataset.value);
             return [...document.querySelectorAll('{quiz} input[name=choice]')].map(it => it.value)
                 .filter(it => right.includes(it) === {is_right})"
        ))
        .await
}

/// A quiz with one right answer: a wrong one is explained by its own words, then the right one.
async fn choice(visitor: Visitor, kind: &str) -> Result<()> {
    let quiz = quiz(&visitor, kind).await?;
    let right = values(&visitor, &quiz, true).await?;
    let wrong = values(&visitor, &quiz, false).await?;
    ensure!(
        right.len() == 1 && !wrong.is_empty(),
        "right {right:?}, wrong {wrong:?}"
    );
    for (value, is_right) in [(&wrong[0], false), (&right[0], true)] {
        tick(&visitor, &quiz, "choice", value).await?;
        submit(&visitor, &quiz).await?;
        let scored = score(&visitor, &quiz).await?.join("\n");
        let (_, said) = told(&visitor).await?;
        ensure!(said == is_right, "`{value}` is told as {said}: {scored}");
        let why = visitor
            .text(&format!(
                "(document.querySelector(\"{quiz} .answer [data-value='{value}'] .why\")
                  ?? document.querySelector(\"{quiz} .answer [data-value=else] .why\")).textContent"
            ))
            .await?;
        ensure!(
            scored.contains(why.trim()),
            "`{value}` is not explained by `{why}`: {scored}"
        );
        submit(&visitor, &quiz).await?;
    }
    Ok(())
}

async fn several(visitor: Visitor) -> Result<()> {
    let quiz = quiz(&visitor, "several").await?;
    let right = values(&visitor, &quiz, true).await?;
    let wrong = values(&visitor, &quiz, false).await?;
    ensure!(right.len() > 1, "only {right:?} is right");
    // One of the right ones: not all. One wrong with it: not so. All right ones and no other: right.
    tick(&visitor, &quiz, "choice", &right[0]).await?;
    submit(&visitor, &quiz).await?;
    ensure!(
        !told(&visitor).await?.1,
        "{:?}",
        score(&visitor, &quiz).await?
    );
    submit(&visitor, &quiz).await?;
    for value in right[1..].iter().chain(&wrong[..1]) {
        tick(&visitor, &quiz, "choice", value).await?;
    }
    submit(&visitor, &quiz).await?;
    ensure!(
        !told(&visitor).await?.1,
        "{:?}",
        score(&visitor, &quiz).await?
    );
    submit(&visitor, &quiz).await?;
    tick(&visitor, &quiz, "choice", &wrong[0]).await?;
    submit(&visitor, &quiz).await?;
    ensure!(
        told(&visitor).await?.1,
        "{:?}",
        score(&visitor, &quiz).await?
    );
    Ok(())
}

async fn order(visitor: Visitor) -> Result<()> {
    let quiz = quiz(&visitor, "order").await?;
    let now = format!(
        "return [...document.querySelectorAll('{quiz} .order > li')].map(it => it.dataset.value)"
    );
    let mut items = visitor.list(&now).await?;
    let mut right = items.clone();
    right.sort();
    ensure!(items != right, "it stands in its order already");
    submit(&visitor, &quiz).await?;
    ensure!(!told(&visitor).await?.1, "a wrong order is told as right");
    submit(&visitor, &quiz).await?;
    // Each in turn goes up to its place, by its own button.
    for (place, value) in right.iter().enumerate() {
        while items.iter().position(|it| it == value) > Some(place) {
            visitor
                .click(&format!("{quiz} .order > [data-value='{value}'] .up"))
                .await?;
            let moved = visitor.list(&now).await?;
            ensure!(moved != items, "`{value}` does not go up");
            items = moved;
        }
    }
    ensure!(items == right, "it stands as {items:?}");
    visitor
        .expect(
            "the focus stays on the button",
            "document.activeElement.classList.contains('up')",
        )
        .await?;
    submit(&visitor, &quiz).await?;
    ensure!(
        told(&visitor).await?.1,
        "{:?}",
        score(&visitor, &quiz).await?
    );
    Ok(())
}
