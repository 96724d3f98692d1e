//! What all tests share: the built book, browsers, and one named test a thing.

use super::browsers::Browsers;
use super::driver::{Driver, Tools};
use super::sites::Book;
use super::visitor::Visitor;
use anyhow::Result;
use libtest_mimic::{Failed, Trial};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// The book and what it is read with; whoever holds the [`Driver`] ends it.
pub struct World {
    pub book: Book,
    pub browsers: Browsers,
    pub runtime: Runtime,
}

impl World {
    pub fn start(tools: Tools) -> Result<(Arc<World>, Driver)> {
        let runtime = Runtime::new()?;
        let driver = Driver::start(&tools)?;
        let world = World {
            book: Book::built(),
            browsers: Browsers::new(tools, driver.url()),
            runtime,
        };
        Ok((Arc::new(world), driver))
    }

    /// A test with a reader of its own.
    pub fn test<F>(
        self: &Arc<World>,
        name: impl Into<String>,
        prove: impl FnOnce(Visitor) -> F + Send + 'static,
    ) -> Trial
    where
        F: Future<Output = Result<()>>,
    {
        let world = Arc::clone(self);
        Trial::test(name, move || {
            let runtime = &world.runtime;
            let visitor = runtime
                .block_on(Visitor::arrive(Arc::clone(&world)))
                .map_err(told)?;
            let visit = visitor.clone();
            let proved = catch_unwind(AssertUnwindSafe(|| runtime.block_on(prove(visit))));
            let is_well = matches!(proved, Ok(Ok(())));
            // Also after a panic.
            runtime.block_on(visitor.leave(is_well));
            match proved {
                Ok(proved) => proved.map_err(told),
                Err(panic) => resume_unwind(panic),
            }
        })
    }
}

fn told(error: anyhow::Error) -> Failed {
    Failed::from(format!("{error:#}"))
}
