//! Threads that work a contest off: tasks out, answers back, all kept on the way.

use super::store::Store;
use crate::output;
use anyhow::{Context as _, Result, anyhow};
use indicatif::ProgressBar;
use memrilab_core::{Job as _, Step};
use memrilab_study::networks::{Answer, Contest, Lab, Task, TaskJob};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// How often a training in the middle is kept.
const KEPT: Duration = Duration::from_secs(20);
/// Parts of a task that the bar counts.
const PARTS: u64 = 1000;

/// Set by Ctrl-C; a second one ends the program at once.
pub(crate) fn stop() -> Result<Arc<AtomicBool>> {
    static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    if let Some(stop) = STOP.get() {
        return Ok(Arc::clone(stop));
    }
    let stop = Arc::clone(STOP.get_or_init(|| Arc::new(AtomicBool::new(false))));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .context("Ctrl-C cannot be caught")?;
    Ok(stop)
}

/// How many threads to use.
pub(crate) fn threads(said: Option<u16>) -> usize {
    let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    said.map_or_else(all, usize::from)
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Every task is done.
    Done,
    /// Ctrl-C; what is kept can be gone on with.
    Stopped,
}

/// Runs every task of a contest.
pub(crate) fn run(contest: &mut Contest, threads: usize, store: Option<&Store>) -> Result<Ended> {
    let stop = stop()?;
    let lab = contest.lab().clone();
    let (send_task, tasks) = mpsc::channel::<Task>();
    let tasks = Mutex::new(tasks);
    let (send_answer, answers) = mpsc::channel::<(String, Result<Option<Answer>>)>();
    let bar = output::progress(contest.tasks() as u64 * PARTS, "training");
    let failed = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (tasks, answers, bar, lab) = (&tasks, send_answer.clone(), &bar, &lab);
            let (stop, failed) = (&stop, &failed);
            scope.spawn(move || {
                loop {
                    let next = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(task) = next else { return };
                    let halted = || stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed);
                    let answer = work(&task, lab, store, bar, &halted);
                    if answers.send((task.name(), answer)).is_err() {
                        return;
                    }
                }
            });
        }
        let outcome = lead(contest, store, &bar, &send_task, &answers, &stop);
        failed.store(outcome.is_err(), Ordering::Relaxed);
        drop(send_task);
        bar.finish_and_clear();
        outcome
    })
}

/// Hands out tasks and tells answers until nothing is left.
fn lead(
    contest: &mut Contest,
    store: Option<&Store>,
    bar: &ProgressBar,
    tasks: &mpsc::Sender<Task>,
    answers: &mpsc::Receiver<(String, Result<Option<Answer>>)>,
    stop: &AtomicBool,
) -> Result<Ended> {
    let gone = || anyhow!("a thread ended; run it again");
    let mut out = 0usize;
    loop {
        loop {
            let mut told = false;
            for task in contest.ready()? {
                match store.map(|s| s.answer(&task)).transpose()?.flatten() {
                    Some(answer) => {
                        contest.tell(answer)?;
                        bar.inc(PARTS);
                        told = true;
                    }
                    None => {
                        tasks.send(task).map_err(|_| gone())?;
                        out += 1;
                    }
                }
            }
            if !told {
                break;
            }
        }
        if out == 0 {
            return Ok(Ended::Done);
        }
        let (name, answer) = answers.recv().map_err(|_| gone())?;
        out -= 1;
        match answer? {
            Some(answer) => {
                if let Some(store) = store {
                    store.keep(&name, &answer)?;
                }
                contest.tell(answer)?;
            }
            None if out == 0 => return Ok(Ended::Stopped),
            None => {}
        }
        if stop.load(Ordering::Relaxed) && out == 0 {
            return Ok(Ended::Stopped);
        }
    }
}

/// Works a task off; `None` if it was halted, and what it had come to is kept.
fn work(
    task: &Task,
    lab: &Lab,
    store: Option<&Store>,
    bar: &ProgressBar,
    halted: &dyn Fn() -> bool,
) -> Result<Option<Answer>> {
    if halted() {
        return Ok(None);
    }
    let name = task.name();
    let checkpoint = store.map(|s| s.checkpoint(&name)).transpose()?.flatten();
    let mut job = TaskJob::new(task, lab, checkpoint.as_deref()).with_context(|| name.clone())?;
    let shown = AtomicU64::new(0);
    let mut since = Instant::now();
    loop {
        match job.step().with_context(|| name.clone())? {
            Step::Done(answer) => {
                bar.inc(PARTS - shown.load(Ordering::Relaxed));
                return Ok(Some(answer));
            }
            Step::Running(progress) => {
                let now = (PARTS * progress.done / progress.total.max(1)).min(PARTS - 1);
                let before = shown.swap(now, Ordering::Relaxed);
                bar.inc(now.saturating_sub(before));
            }
        }
        let halted = halted();
        if let Some(store) = store
            && (halted || since.elapsed() > KEPT)
        {
            since = Instant::now();
            if let Some(checkpoint) = job.checkpoint()? {
                store.save(&name, &checkpoint)?;
            }
        }
        if halted {
            return Ok(None);
        }
    }
}
