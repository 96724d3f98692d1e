//! From the record of a run to the model: one event a line, only changes, in the order of time.
//!
//! A record may stop anywhere, since the program may. Lines that make no sense are passed over. The
//! parts of a line stand between tabs:
//!
//! | line | tells |
//! |---|---|
//! | `f` thread name line | a function is entered |
//! | `r` thread unwinds | the thread's newest function is left; `unwinds` is 1 where a panic does it |
//! | `b` number thread name size drops type | a variable got a place; `drops` is 1 where dropping its type does anything |
//! | `e` number | its scope ended |
//! | `+` label size old | a block was born, in the place of the block `old` unless that is 0 |
//! | `-` label | a block was released |
//! | `s` line thread byte | a step; the next lines of `v` and `c` belong to it |
//! | `v` number value | a variable's value, as the JSON of [`Value`], where it is not what it was |
//! | `c` label value | a block's contents likewise; `null` where they are not known any more |
//! | `o` text | the program printed, as a JSON string |
//! | `p` thread line message | a panic began; the message is a JSON string |
//! | `t` thread | the lines that follow are of this thread; the first ones are of thread 1 |
//! | `.` | `main` ended |
//! | `x` | the bound is reached; what follows is left out |
//! | `x` number | `main` ended, and so many steps were left out |

use super::trace::{Binding, Block, Ending, Event, Frame, Memory, Step, VERSION, Value};
use std::collections::BTreeMap;

/// Bindings and blocks that are spelled out over all steps; what comes later is left out, so a
/// record of any kind gives a model of bounded size.
const SPELLED: usize = 200_000;

/// Reads a record.
pub fn read(record: &str) -> Memory {
    let mut reading = Reading::default();
    // The last line may be cut in its middle.
    let whole = record.rfind('\n').map_or("", |end| &record[..end]);
    for line in whole.lines() {
        let _ = match reading.ending {
            Ending::Bounded => reading.beyond(line),
            Ending::Finished | Ending::Broken => reading.line(line),
        };
    }
    reading.finish()
}

struct Reading {
    steps: Vec<Step>,
    events: Vec<Event>,
    output: String,
    ending: Ending,
    /// Functions entered, by thread, outermost first.
    threads: BTreeMap<u32, Vec<Frame>>,
    /// Where each live binding is: its thread, and the depth of its frame.
    places: BTreeMap<u32, (u32, usize)>,
    heap: BTreeMap<u32, Block>,
    /// A step that was announced and whose values are still coming.
    pending: Option<Step>,
    spelled: usize,
    /// Steps beyond the bound, and whether the program came to its end, so that these are all.
    left_out: usize,
    counted: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Reading {
            steps: Vec::new(),
            events: Vec::new(),
            output: String::new(),
            ending: Ending::Broken,
            threads: BTreeMap::new(),
            places: BTreeMap::new(),
            heap: BTreeMap::new(),
            pending: None,
            spelled: 0,
            left_out: 0,
            counted: false,
        }
    }
}

impl Reading {
    /// Takes in one line; `None` when it makes no sense.
    fn line(&mut self, line: &str) -> Option<()> {
        let (kind, rest) = line.split_once('\t').unwrap_or((line, ""));
        if !matches!(kind, "v" | "c") {
            self.complete();
        }
        let mut parts = rest.split('\t');
        match kind {
            "s" => {
                self.pending = Some(Step {
                    line: parts.next()?.parse().ok()?,
                    thread: parts.next()?.parse().ok()?,
                    byte: parts.next()?.parse().ok()?,
                    events: std::mem::take(&mut self.events),
                    frames: Vec::new(),
                    heap: Vec::new(),
                    output: self.output.len(),
                });
            }
            "v" => {
                let (number, value) = (parts.next()?.parse().ok()?, parse_value(parts.next()?)?);
                let binding = self.binding(number)?;
                binding.value = value;
            }
            "c" => {
                let (label, value) = (parts.next()?.parse().ok()?, parts.next()?);
                let contents = match value {
                    "null" => None,
                    value => Some(parse_value(value)?),
                };
                self.heap.get_mut(&label)?.contents = contents;
            }
            "+" => {
                let label = parts.next()?.parse().ok()?;
                let size = parts.next()?.parse().ok()?;
                let instead = parts.next()?.parse().ok().filter(|old| *old != 0);
                let block = Block {
                    label,
                    size,
                    contents: None,
                };
                self.heap.insert(label, block);
                self.events.push(Event::Born {
                    block: label,
                    size,
                    instead,
                });
            }
            "-" => {
                let block = parts.next()?.parse().ok()?;
                self.heap.remove(&block)?;
                self.events.push(Event::Released { block });
            }
            "f" => {
                let thread = parts.next()?.parse().ok()?;
                let function = parts.next()?.to_owned();
                let line = parts.next()?.parse().ok()?;
                self.events.push(Event::Entered {
                    function: function.clone(),
                });
                self.threads.entry(thread).or_default().push(Frame {
                    function,
                    line,
                    bindings: Vec::new(),
                });
            }
            "r" => {
                let frame = self.threads.get_mut(&parts.next()?.parse().ok()?)?.pop()?;
                for binding in &frame.bindings {
                    self.places.remove(&binding.number);
                }
                self.events.push(Event::Left {
                    function: frame.function,
                    unwinds: parts.next() == Some("1"),
                });
            }
            "b" => self.declare(parts)?,
            "e" => {
                let number = parts.next()?.parse().ok()?;
                let name = self.binding(number)?.name.clone();
                let (thread, depth) = self.places.remove(&number)?;
                let frame = self.threads.get_mut(&thread)?.get_mut(depth)?;
                frame.bindings.retain(|one| one.number != number);
                let binding = number;
                self.events.push(Event::Ended { binding, name });
            }
            "p" => {
                let _thread = parts.next()?;
                let line = parts.next()?.parse().ok()?;
                let message = serde_json::from_str(parts.next()?).ok()?;
                self.events.push(Event::Panicked { line, message });
            }
            "o" => {
                let text: String = serde_json::from_str(parts.next()?).ok()?;
                self.output.push_str(&text);
                self.events.push(Event::Printed { text });
            }
            "t" => {
                let thread = parts.next()?.parse().ok()?;
                self.events.push(Event::Turn { thread });
            }
            "x" => self.ending = Ending::Bounded,
            "." => self.ending = Ending::Finished,
            _ => {}
        }
        Some(())
    }

    /// Takes in a line beyond the bound, where steps are only counted.
    fn beyond(&mut self, line: &str) -> Option<()> {
        match line.split_once('\t').unwrap_or((line, "")) {
            ("s", _) => self.left_out += 1,
            ("x", number) => {
                self.left_out = self.left_out.saturating_add(number.parse().ok()?);
                self.counted = true;
            }
            (".", _) => self.counted = true,
            _ => {}
        }
        Some(())
    }

    fn declare<'r>(&mut self, mut parts: impl Iterator<Item = &'r str>) -> Option<()> {
        let number = parts.next()?.parse().ok()?;
        let thread = parts.next()?.parse().ok()?;
        let name = parts.next()?.to_owned();
        let size = parts.next()?.parse().ok()?;
        let needs_drop = parts.next()? == "1";
        let r#type = without_paths(parts.next()?);
        let frames = self.threads.get_mut(&thread)?;
        let depth = frames.len().checked_sub(1)?;
        frames.last_mut()?.bindings.push(Binding {
            number,
            name: name.clone(),
            value: Value::Opaque(r#type.clone(), size),
            r#type,
            size,
            needs_drop,
        });
        self.places.insert(number, (thread, depth));
        let binding = number;
        self.events.push(Event::Declared { binding, name });
        Some(())
    }

    fn binding(&mut self, number: u32) -> Option<&mut Binding> {
        let (thread, depth) = self.places.get(&number)?;
        let frame = self.threads.get_mut(thread)?.get_mut(*depth)?;
        frame.bindings.iter_mut().find(|one| one.number == number)
    }

    /// All values of the announced step have come.
    fn complete(&mut self) {
        let Some(mut step) = self.pending.take() else {
            return;
        };
        let frames = self.threads.get(&step.thread);
        let bindings = frames.map_or(0, |frames| {
            frames.iter().map(|frame| frame.bindings.len() + 1).sum()
        });
        self.spelled += bindings + self.heap.len() + 1;
        if self.spelled > SPELLED {
            self.ending = Ending::Bounded;
            self.left_out = 1;
            return;
        }
        step.frames = frames.cloned().unwrap_or_default();
        step.heap = self.heap.values().cloned().collect();
        self.steps.push(step);
    }

    fn finish(mut self) -> Memory {
        self.complete();
        Memory {
            version: VERSION,
            steps: self.steps,
            after: self.events,
            // Beyond the bound, blocks may have been released without being told.
            leaked: match self.ending {
                Ending::Bounded => Vec::new(),
                Ending::Finished | Ending::Broken => self.heap.into_keys().collect(),
            },
            output: self.output,
            left_out: (self.counted && self.ending == Ending::Bounded).then_some(self.left_out),
            ending: self.ending,
        }
    }
}

/// A value, with the types that it names made short.
fn parse_value(json: &str) -> Option<Value> {
    let mut value = serde_json::from_str(json).ok()?;
    shorten(&mut value);
    Some(value)
}

fn shorten(value: &mut Value) {
    match value {
        Value::Opaque(name, _) => *name = without_paths(name),
        Value::Record(_, fields) => fields.iter_mut().for_each(|(_, value)| shorten(value)),
        Value::List(values, _) => values.iter_mut().for_each(shorten),
        Value::Pointer(pointer) => {
            if let Some(seen) = &mut pointer.seen {
                shorten(seen);
            }
        }
        Value::Plain(_) | Value::Text(..) | Value::Cut => {}
    }
}

/// `alloc::vec::Vec<alloc::string::String>` as `Vec<String>`; a closure is a `closure`.
fn without_paths(name: &str) -> String {
    let mut short = String::new();
    let mut word = String::new();
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == ':' && letters.peek() == Some(&':') {
            letters.next();
            word.clear();
        } else if letter.is_alphanumeric() || matches!(letter, '_' | '{' | '}' | '#') {
            word.push(letter);
        } else {
            short.push_str(&std::mem::take(&mut word));
            short.push(letter);
        }
    }
    short.push_str(&word);
    short.replace("{{closure}}", "closure")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_named_without_their_paths() {
        let long = "alloc::vec::Vec<(&main::Ticket, [u8; 4])>";
        assert_eq!(without_paths(long), "Vec<(&Ticket, [u8; 4])>");
        assert_eq!(without_paths("main::main::{{closure}}"), "closure");
        assert_eq!(without_paths("::"), "");
    }

    #[test]
    fn a_record_that_makes_no_sense_gives_an_empty_model() {
        let memory = read("v\t1\t{\ne\t7\nr\t1\n-\t4\nb\t1\t1\tx\ns\tx\n\u{1F600}\n");
        assert_eq!(memory.steps, []);
        assert_eq!(memory.ending, Ending::Broken);
    }
}
