//! Colours for a terminal. They repeat what the words and marks say and never say more.

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    Plain,
    /// With the colours that every terminal knows.
    Colour,
}

/// What is to be told apart by colour.
#[derive(Clone, Copy, Debug)]
pub enum Tone {
    /// A title.
    Title,
    /// Something beside the point: line numbers, types.
    Quiet,
    /// An owner.
    Owner,
    /// A reference.
    Reference,
    /// What was moved away or freed.
    Gone,
    /// What the compiler refuses, and nothing else.
    Refused,
}

impl Paint {
    /// The text in its colour.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        if self == Paint::Plain || text.is_empty() {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Title => "1",
            Tone::Quiet => "2",
            Tone::Owner => "34",
            Tone::Reference => "33",
            Tone::Gone => "90",
            Tone::Refused => "1;31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
