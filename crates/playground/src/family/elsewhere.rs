//! Without Linux: a job object on Windows, a process group on other systems.

use crate::bounded::Bounds;
use crate::confinement::Confinement;
use process_wrap::std::{ChildWrapper, CommandWrap};
use std::io;
use std::process::{ChildStderr, ChildStdout, Command, ExitStatus};

/// A running command with what it started.
pub(crate) struct Family {
    child: Box<dyn ChildWrapper>,
    status: Option<ExitStatus>,
}

/// Starts a command. Neither system bounds its memory, and neither confines it.
pub(crate) fn spawn(
    command: Command,
    _bounds: Bounds,
    _confinement: Option<&Confinement>,
) -> io::Result<Family> {
    let mut wrapped = CommandWrap::from(command);
    #[cfg(unix)]
    wrapped.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrapped.wrap(process_wrap::std::JobObject);
    let child = wrapped.spawn()?;
    let status = None;
    Ok(Family { child, status })
}

impl Family {
    /// Standard output and standard error, once.
    pub(crate) fn pipes(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.child.stdout().take(), self.child.stderr().take())
    }

    /// How the command exited, if it did; what it left behind may still run.
    pub(crate) fn exited(&mut self) -> io::Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self.child.try_wait()?;
        }
        Ok(self.status)
    }

    /// How many threads run; not known here.
    pub(crate) fn threads(&mut self, _enough: usize) -> usize {
        0
    }

    /// Kills everybody and waits for the command.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        // Everybody may have ended already.
        let _ = self.child.start_kill();
        if self.status.is_none() {
            // The command alone: on Windows, waiting for a whole job may wait for a message that
            // `try_wait` has taken.
            self.status = Some(self.child.inner_mut().wait()?);
        }
        Ok(())
    }
}
