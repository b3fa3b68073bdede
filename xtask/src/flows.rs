//! The flows through the built site, in a real browser.

use crate::page;
use crate::steps::{attempt, print, program, root, target};
use crate::test::Count;
use anyhow::{Context as _, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// So many tests that failed are run once more: a browser on a busy machine may be late.
const MOST_AGAIN: usize = 3;

/// A test that failed, as `tests/page/failed.mjs` names it.
#[derive(Debug)]
struct Failed {
    file: PathBuf,
    name: String,
}

/// Runs all flows, each file of tests in a browser of its own. Gives the count, and the names of
/// those that passed only when they were run again.
pub(crate) fn run(browser: &Path) -> Result<(Count, Vec<String>)> {
    let folder = root().join("tests/page");
    let mut files: Vec<_> = std::fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    ensure!(!files.is_empty(), "{} holds no tests", folder.display());
    let list = target().join("page-tests-failed.jsonl");
    run_files(&files, &list, |mut node| {
        node.env("MEMRILAB_CHROMIUM", browser)
            .env("MEMRILAB_SITE", page::site())
            .env("MEMRILAB_PROGRAM", target().join("debug/memrilab"));
        let (succeeded, text) = attempt(node)?;
        print(&text)?;
        Ok((succeeded, text))
    })
}

/// Runs these files, and once more the few tests that failed, which are listed at `list`.
fn run_files(
    files: &[PathBuf],
    list: &Path,
    run: impl Fn(Command) -> Result<(bool, String)>,
) -> Result<(Count, Vec<String>)> {
    let (succeeded, text) = run(node(files, list, None))?;
    let mut count = node_count(&text)
        .filter(|c| c.passed > 0)
        .context("no flow of the page was tested")?;
    if succeeded {
        return Ok((count, Vec::new()));
    }
    let failed = read_failed(&std::fs::read_to_string(list)?)?;
    let names: Vec<String> = failed.iter().map(|f| f.name.clone()).collect();
    ensure!(
        (1..=MOST_AGAIN).contains(&names.len()),
        "{} flows of the page failed",
        names.len()
    );
    let mut files: Vec<_> = failed.into_iter().map(|f| f.file).collect();
    files.dedup();
    let (succeeded, text) = run(node(&files, list, Some(&pattern(&names))))?;
    ensure!(succeeded, "failed twice: {}", names.join("; "));
    let again = node_count(&text).context("the second run told no count")?;
    ensure!(
        again.passed >= names.len(),
        "{} of {} were run once more",
        again.passed,
        names.len()
    );
    count.passed += names.len();
    count.failed = 0;
    Ok((count, names))
}

/// Node's test runner on these files.
fn node(files: &[PathBuf], list: &Path, only: Option<&str>) -> Command {
    let mut node = program(
        "node",
        &[
            "--test",
            "--test-concurrency=1",
            "--test-timeout=900000",
            "--test-reporter=spec",
            "--test-reporter-destination=stdout",
            "--test-reporter=./tests/page/failed.mjs",
        ],
    );
    node.arg(format!("--test-reporter-destination={}", list.display()))
        .args(only.map(|pattern| format!("--test-name-pattern={pattern}")))
        .args(files)
        .env("NO_COLOR", "1");
    node
}

fn read_failed(lines: &str) -> Result<Vec<Failed>> {
    let read = |line: &str| {
        let test: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(Failed {
            file: test["file"].as_str()?.into(),
            name: test["name"].as_str()?.into(),
        })
    };
    lines
        .lines()
        .map(|line| read(line).with_context(|| format!("`{line}` names no test")))
        .collect()
}

/// The expression that matches these names and no others.
fn pattern(names: &[String]) -> String {
    let escaped = names.iter().map(|name| {
        let mut plain = String::new();
        for c in name.chars() {
            if r"\.+*?()|[]{}^$/".contains(c) {
                plain.push('\\');
            }
            plain.push(c);
        }
        plain
    });
    format!("^({})$", escaped.collect::<Vec<_>>().join("|"))
}

/// The last lines of Node's test runner: `ℹ pass 12`.
fn node_count(text: &str) -> Option<Count> {
    let number = |what: &str| {
        let line = text
            .lines()
            .rev()
            .find(|l| l.split_whitespace().rev().nth(1) == Some(what))?;
        line.split_whitespace().last()?.parse().ok()
    };
    Some(Count {
        passed: number("pass")?,
        failed: number("fail")?,
        skipped: number("skipped")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_off_node() {
        let node = node_count("ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\n");
        assert_eq!(
            node,
            Some(Count {
                passed: 3,
                failed: 1,
                skipped: 1
            })
        );
    }

    #[test]
    fn what_failed_is_read_and_matched_alone() {
        let failed =
            read_failed("{\"file\":\"/a.mjs\",\"name\":\"p1 + p2 (x)\"}\n").expect("a list");
        assert_eq!(failed[0].file, Path::new("/a.mjs"));
        assert_eq!(
            pattern(&[failed[0].name.clone(), "b".into()]),
            r"^(p1 \+ p2 \(x\)|b)$"
        );
        assert!(read_failed("no test").is_err());
    }

    #[test]
    fn what_fails_once_passes_when_it_is_run_again() {
        let folder = std::env::temp_dir().join(format!("memrilab-flows-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("a.test.mjs");
        let run = |fails: &str| {
            let text = format!(
                "import {{ existsSync, writeFileSync }} from 'node:fs';
                import {{ test }} from 'node:test';
                const late = () => {{ throw new Error('late'); }};
                const once = (mark) => existsSync(mark) || (writeFileSync(mark, ''), late());
                test('sound', () => {{}});
                {fails}"
            );
            std::fs::write(&file, text).expect("a file of tests");
            run_files(
                std::slice::from_ref(&file),
                &folder.join("failed.jsonl"),
                |mut node| {
                    // Of a test's own runner Node would take this for a part.
                    node.env_remove("NODE_TEST_CONTEXT");
                    attempt(node)
                },
            )
        };
        let (count, again) =
            run("test('late (once)', () => once(import.meta.filename + '.mark'));")
                .expect("a second run");
        let expected = Count {
            passed: 2,
            failed: 0,
            skipped: 0,
        };
        assert_eq!((count, again), (expected, vec!["late (once)".to_owned()]));
        let twice = run("test('late', late);").expect_err("it fails twice");
        assert!(twice.to_string().contains("failed twice: late"), "{twice}");
        let all = run("for (const n of [1, 2, 3, 4]) test(`late ${n}`, late);").expect_err("many");
        assert!(all.to_string().contains("4 flows"), "{all}");
        std::fs::remove_dir_all(&folder).expect("the folder is there");
    }
}
