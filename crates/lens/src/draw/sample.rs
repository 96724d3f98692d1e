//! Stories for tests: one that could be, and arbitrary ones that could not.

use crate::memory::{Kind, Pointer, Target, Value};
use crate::permissions::{Holds, State};
use crate::story::{
    Block, Dropped, End, Event, EventKind, Frame, Function, Lane, Link, Owner, Rejection, Role,
    Run, Span, Spot, Step, Story, VERSION, Variable, Whose,
};

/// All states.
pub const STATES: [State; 13] = [
    State::Unset,
    State::Free,
    State::Shared,
    State::Exclusive,
    State::Moved,
    State::PartlyMoved,
    State::MaybeMoved,
    State::Expired,
    State::OutOfScope,
    State::Hidden,
    State::InClosure,
    State::Unreachable,
    State::Untold,
];

/// A lane with these states, `(from, to, state)` in points.
pub fn lane(name: &str, line: usize, states: &[(usize, usize, State)]) -> Lane {
    let spans = states.iter().map(|(from, to, state)| Span {
        from: *from,
        to: *to,
        state: *state,
        may_be_moved: None,
        why: String::new(),
    });
    Lane {
        name: name.into(),
        of: None,
        line,
        last_line: 6,
        is_mut: false,
        holds: Some(Holds::Owner),
        type_name: None,
        spans: spans.collect(),
        dropped: Vec::new(),
        end: None,
    }
}

/// `main` from line 1 to line 6, a point a line, with these lanes and links.
pub fn story(lanes: Vec<Lane>, links: Vec<Link>) -> Story {
    Story {
        version: VERSION,
        functions: vec![Function {
            name: "main".into(),
            line: 1,
            last_line: 6,
            points: (1..6).collect(),
            lanes,
            links,
            dropped: Vec::new(),
        }],
        rejections: Vec::new(),
        run: None,
        untold: Vec::new(),
    }
}

/// A pointer with a length.
pub fn handle(kind: Kind, to: Target) -> Value {
    Value::Pointer(Pointer {
        kind,
        to,
        length: Some(3),
        capacity: Some(3),
        seen: None,
    })
}

/// A variable of this number.
pub fn variable(number: u32, name: &str, value: Value, state: State) -> Variable {
    Variable {
        number,
        name: name.into(),
        type_name: "String".into(),
        size: 24,
        value,
        state: Some(state),
        in_part: false,
    }
}

/// A run of one step, in `main`.
pub fn one_step(variables: Vec<Variable>, heap: Vec<Block>) -> Story {
    let mut story = story(Vec::new(), Vec::new());
    story.run = Some(Run {
        steps: vec![Step {
            line: 2,
            thread: 1,
            events: Vec::new(),
            frames: vec![Frame {
                function: "main".into(),
                line: 1,
                variables,
            }],
            heap,
            output: 0,
        }],
        after: Vec::new(),
        end: "the program ended by itself".into(),
        leaked: Vec::new(),
        output: String::new(),
    });
    story
}

/// Numbers that look like chance and are the same each time.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.0 >> 33
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(0) % bound.max(1)
    }

    /// Mostly small, now and then absurd.
    fn number(&mut self) -> usize {
        match self.below(12) {
            0 => usize::MAX,
            1 => usize::MAX / 2,
            2 => 1 << 31,
            _ => self.below(12),
        }
    }

    fn label(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }

    fn is(&mut self) -> bool {
        self.below(2) == 0
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Chance) -> T) -> Option<T> {
        self.is().then(|| make(self))
    }

    fn several<T>(&mut self, most: usize, mut make: impl FnMut(&mut Chance) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        let texts = [
            "",
            "a",
            "`{{#x}}`",
            "\u{0}\n\n\t",
            "<&\">",
            "名前",
            "e\u{301}",
        ];
        let text = texts[self.below(texts.len())];
        text.repeat(1 + self.below(40))
    }

    fn state(&mut self) -> State {
        STATES[self.below(STATES.len())]
    }

    fn holds(&mut self) -> Holds {
        let all = [
            Holds::Owner,
            Holds::SharedReference,
            Holds::ExclusiveReference,
        ];
        all[self.below(3)]
    }

    fn target(&mut self) -> Target {
        match self.below(8) {
            0 => Target::Released(self.label()),
            1 => Target::Variable(self.label(), self.number()),
            2 => Target::Ended,
            3 => Target::Stack,
            4 => Target::Static,
            5 => Target::Nothing,
            6 => Target::Elsewhere,
            _ => Target::Block(self.label(), self.number()),
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        if depth == 0 {
            return Value::Cut;
        }
        let deeper = depth - 1;
        match self.below(7) {
            0 => Value::Plain(self.text()),
            1 => Value::Text(self.text(), self.number()),
            2 => {
                let fields = self.several(6, |it| (it.text(), it.value(deeper)));
                Value::Record(self.text(), fields)
            }
            3 => Value::List(self.several(12, |it| it.value(deeper)), self.number()),
            4 => Value::Opaque(self.text(), self.number()),
            _ => {
                let kinds = [
                    Kind::Owning,
                    Kind::Counted,
                    Kind::Weak,
                    Kind::Shared,
                    Kind::Exclusive,
                    Kind::Raw,
                ];
                Value::Pointer(Pointer {
                    kind: kinds[self.below(kinds.len())],
                    to: self.target(),
                    length: self.maybe(Chance::number),
                    capacity: self.maybe(Chance::number),
                    seen: self.maybe(|it| Box::new(it.value(deeper))),
                })
            }
        }
    }

    fn link(&mut self) -> Link {
        match self.is() {
            true => Link::Move {
                from: self.number(),
                to: self.maybe(Chance::number),
                line: self.number(),
                into: self.text(),
            },
            false => Link::Loan {
                owner: self.number(),
                borrower: self.maybe(Chance::number),
                exclusive: self.is(),
                line: self.number(),
                until: self.number(),
                in_conflict: self.is(),
            },
        }
    }

    fn dropped(&mut self) -> Dropped {
        Dropped {
            line: self.number(),
            of: match (self.is(), self.is()) {
                (true, true) => Whose::Kept,
                (true, false) => Whose::Moved,
                (false, true) => Whose::Temporary,
                (false, false) => Whose::Other,
            },
            drops: self.is(),
            frees: self.several(3, Chance::label),
        }
    }

    fn lane(&mut self) -> Lane {
        let spans = self.several(5, |it| Span {
            from: it.number(),
            to: it.number(),
            state: it.state(),
            may_be_moved: None,
            why: it.text(),
        });
        Lane {
            name: self.text(),
            of: self.maybe(Chance::number),
            line: self.number(),
            last_line: self.number(),
            is_mut: self.is(),
            holds: self.maybe(Chance::holds),
            type_name: None,
            spans,
            dropped: self.several(3, Chance::dropped),
            end: self.maybe(|it| End {
                drops: it.is(),
                on_some_way: it.is(),
                frees: it.several(5, Chance::label),
            }),
        }
    }

    fn step(&mut self) -> Step {
        let events = self.several(3, |it| Event {
            kind: EventKind::Changed,
            words: it.text(),
            variables: it.several(3, Chance::label),
            blocks: it.several(3, Chance::label),
        });
        let frames = self.several(9, |it| Frame {
            function: it.text(),
            line: it.number(),
            variables: it.several(15, |it| Variable {
                number: it.label(),
                name: it.text(),
                type_name: it.text(),
                size: it.number(),
                value: it.value(4),
                state: it.maybe(Chance::state),
                in_part: it.is(),
            }),
        });
        let heap = self.several(15, |it| Block {
            label: it.label(),
            size: it.number(),
            contents: it.maybe(|it| it.value(4)),
            owners: it.several(3, |it| match it.below(3) {
                0 => Owner::Unnamed,
                1 => Owner::Variable(it.label()),
                _ => Owner::Block(it.label()),
            }),
            freed: it.is(),
        });
        Step {
            line: self.number(),
            thread: self.label(),
            events,
            frames,
            heap,
            output: self.number(),
        }
    }

    /// A story in which nothing has to fit together.
    pub fn story(&mut self) -> Story {
        let functions = self.several(3, |it| Function {
            name: it.text(),
            line: it.number(),
            last_line: it.number(),
            points: it.several(10, Chance::number),
            lanes: it.several(8, Chance::lane),
            links: it.several(8, Chance::link),
            dropped: it.several(3, Chance::dropped),
        });
        let rejections = self.several(2, |it| Rejection {
            code: None,
            message: it.text(),
            places: it.several(3, |it| Spot {
                start: it.number(),
                end: it.number(),
                line: it.number(),
                role: Role::Refused,
                words: it.text(),
            }),
            notes: Vec::new(),
            told: Vec::new(),
            function: it.maybe(Chance::number),
            lane: it.maybe(Chance::number),
        });
        Story {
            version: VERSION,
            functions,
            rejections,
            run: self.maybe(|it| Run {
                steps: it.several(3, Chance::step),
                after: Vec::new(),
                end: it.text(),
                leaked: Vec::new(),
                output: it.text(),
            }),
            untold: Vec::new(),
        }
    }

    /// Lines that may lie anywhere.
    pub fn lines(&mut self) -> std::ops::RangeInclusive<usize> {
        self.number()..=self.number()
    }
}
