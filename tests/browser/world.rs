//! What all tests share: the servers, the driver, and one named test a thing.

use super::driver::{Driver, Tools};
use super::sites::Sites;
use super::visitor::Visitor;
use anyhow::Result;
use libtest_mimic::{Failed, Trial};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Servers and tools; whoever holds the [`Driver`] ends it.
pub struct World {
    pub tools: Tools,
    /// The address of chromedriver.
    pub driver: String,
    pub sites: Sites,
    pub runtime: Runtime,
}

impl World {
    pub fn start(tools: Tools) -> Result<(Arc<World>, Driver)> {
        let runtime = Runtime::new()?;
        let sites = runtime.block_on(Sites::start())?;
        let driver = Driver::start(&tools)?;
        let world = World {
            tools,
            driver: driver.url(),
            sites,
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
            // Also after a panic the browser is closed.
            let proved = catch_unwind(AssertUnwindSafe(|| runtime.block_on(prove(visit))));
            runtime.block_on(visitor.leave());
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
