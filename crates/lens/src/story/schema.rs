//! The schema of a story's JSON is made from the model, so it cannot say anything else.

use super::Story;
use serde_json::{Value, json};
use std::path::Path;

/// The schema of the JSON that is kept: as the model says, but for what is told as before.
fn schema() -> String {
    let mut schema = schemars::schema_for!(Story).to_value();
    for (holder, list, item, key) in [
        ("Frame", "variables", "Variable", "number"),
        ("Step", "heap", "Block", "label"),
    ] {
        let words = format!("The {key} alone: it is as at the last step that told of it whole.");
        schema["$defs"][holder]["properties"][list]["items"] = json!({"anyOf": [
            {"type": "integer", "minimum": 0, "description": words},
            {"$ref": format!("#/$defs/{item}")},
        ]});
    }
    schema["title"] = Value::from("Story");
    format!("{schema:#}\n")
}

#[test]
fn the_schema_in_the_documentation_is_that_of_the_model() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/story.schema.json");
    if std::env::var_os("LENS_ACCEPT").is_some() {
        std::fs::write(&file, schema()).expect("a file");
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == schema(),
        "`docs/story.schema.json` is not the model's; accept it: LENS_ACCEPT=1 cargo test -p lens"
    );
}
