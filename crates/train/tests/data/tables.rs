//! Tables: headings, delimiters and classes found out; what is wrong told with its place.

use super::{gzip, row, sentence};
use memrilab_train::data::table::{Options, Table, read};
use memrilab_train::data::{DataError, Shape};
use proptest::prelude::*;

fn plain(text: &str) -> Result<Table, DataError> {
    read(text.as_bytes(), &Options::default())
}

fn labelled(text: &str, label: &str) -> Result<Table, DataError> {
    let label = Some(label.to_owned());
    read(
        text.as_bytes(),
        &Options {
            label,
            ..Options::default()
        },
    )
}

/// Features of the first row, classes, labels.
fn shown(table: &Table) -> (Vec<f32>, String, Vec<u32>) {
    let data = &table.dataset;
    let labels = (0..data.len()).map(|i| data.label(i)).collect();
    (row(data, 0), data.classes().join("|"), labels)
}

#[test]
fn layouts_are_found_out() {
    for (name, text, first, classes, labels) in [
        (
            "headed",
            "a,b,species\n1,2,x\n3,4,y\n",
            vec![1.0, 2.0],
            "x|y",
            vec![0, 1],
        ),
        ("bare", "1,2,x\n3,4,y\n", vec![1.0, 2.0], "x|y", vec![0, 1]),
        (
            "bare numbers",
            "1,2,0\n3,4,1\n",
            vec![1.0, 2.0],
            "0|1",
            vec![0, 1],
        ),
        (
            "label first",
            "label,a\n10,1\n9,2\n",
            vec![1.0],
            "9|10",
            vec![1, 0],
        ),
        (
            "by letters",
            "a,Class\n1,ten\n2,Nine\n3,10\n",
            vec![1.0],
            "10|Nine|ten",
            vec![2, 1, 0],
        ),
        (
            "floats that are whole",
            "y,a\n2.0,1\n1.0,2\n2,3\n",
            vec![1.0],
            "1|2",
            vec![1, 0, 1],
        ),
        (
            "negative",
            "a,y\n1,1\n2,-1\n",
            vec![1.0],
            "-1|1",
            vec![1, 0],
        ),
        (
            "semicolons, decimal comma",
            "a;b;target\n1,5;2;p\n3;4;q\n",
            vec![1.5, 2.0],
            "p|q",
            vec![0, 1],
        ),
        (
            "tabs",
            "1\t2\tp\n3\t4\tq\n",
            vec![1.0, 2.0],
            "p|q",
            vec![0, 1],
        ),
        (
            "quotes, blanks, CRLF",
            "\"a\",\"b,c\",\"y\"\r\n 1 , 2 ,p\r\n\r\n3,4,q\r\n , ,\r\n",
            vec![1.0, 2.0],
            "p|q",
            vec![0, 1],
        ),
        (
            "byte order mark",
            "\u{feff}label,a\n1,7\n2,8\n",
            vec![7.0],
            "1|2",
            vec![0, 1],
        ),
        ("no line end", "a,y\n1,p\n2,q", vec![1.0], "p|q", vec![0, 1]),
        (
            "headings that are numbers",
            "0,1,label\n5,6,p\n7,8,q\n",
            vec![5.0, 6.0],
            "p|q",
            vec![0, 1],
        ),
        (
            "an index that pandas wrote",
            ",a,y\n0,5,p\n1,6,q\n",
            vec![5.0],
            "p|q",
            vec![0, 1],
        ),
        (
            "a blank heading over a measurement",
            ",a,y\n0.5,5,p\n1,6,q\n",
            vec![0.5, 5.0],
            "p|q",
            vec![0, 1],
        ),
    ] {
        let table = plain(text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(shown(&table), (first, classes.to_owned(), labels), "{name}");
        let packed = read(&gzip(text.as_bytes()), &Options::default()).unwrap();
        assert_eq!(packed.dataset.digest(), table.dataset.digest(), "{name}");
    }
}

#[test]
fn columns_are_chosen_by_heading_or_number() {
    let text = "id,kind,a,b\n1,p,5,6\n2,q,7,8\n";
    for label in ["kind", "2", " kind "] {
        let table = labelled(text, label).unwrap();
        assert_eq!(table.features, ["id", "a", "b"], "{label}");
        assert_eq!(table.label, "kind");
    }
    let table = read(
        text.as_bytes(),
        &Options {
            label: Some("kind".into()),
            ignore: vec!["id".into(), "4".into()],
            ..Options::default()
        },
    )
    .unwrap();
    assert_eq!(
        (table.features, table.ignored),
        (vec!["a".to_owned()], vec!["id".into(), "b".into()])
    );
    let said = sentence(labelled(text, "sort"));
    assert!(
        said.contains("no column `sort`; the columns are id, kind, a, b"),
        "{said}"
    );
    assert!(sentence(labelled(text, "5")).contains("no column `5`"));
    assert!(sentence(labelled(text, "0")).contains("no column `0`"));
    assert_eq!(
        plain("1,2,p\n3,4,q\n").unwrap().features,
        ["column 1", "column 2"]
    );
    assert_eq!(plain(",a,y\n0,5,p\n1,6,q\n").unwrap().ignored, ["column 1"]);
}

#[test]
fn headings_can_be_said() {
    let header = |header| {
        let options = Options {
            header: Some(header),
            ..Options::default()
        };
        read(b"1,2,0\n3,4,1\n5,6,0\n", &options)
            .unwrap()
            .dataset
            .len()
    };
    assert_eq!((header(true), header(false)), (2, 3));
}

/// The layout of Kaggle's table of MNIST.
#[test]
fn a_table_of_pixels_is_images() {
    let mut text = String::from("label");
    (0..784).for_each(|i| text += &format!(",pixel{i}"));
    for label in 0..10 {
        text += &format!("\n{label}");
        (0..784).for_each(|i| text += &format!(",{}", (i + label) % 256));
    }
    let options = Options {
        pixels: true,
        shape: Some(Shape::image(28, 28)),
        ..Options::default()
    };
    let data = read(text.as_bytes(), &options).unwrap().dataset;
    assert_eq!((data.shape(), data.len()), (Shape::image(28, 28), 10));
    assert_eq!(data.pixels(3).unwrap()[..3], [3, 4, 5]);
    assert_eq!(row(&data, 1)[254], 1.0);
    assert_eq!(data.memory(), 7840 + 40);
    let as_numbers = plain(&text).unwrap().dataset;
    assert_eq!(
        (as_numbers.shape(), row(&as_numbers, 1)[254]),
        (Shape::vector(784), 255.0)
    );
    let other = Options {
        shape: Some(Shape::image(28, 29)),
        ..options.clone()
    };
    let said = sentence(read(text.as_bytes(), &other));
    assert!(said.contains("784 numbers, but 1x28x29"), "{said}");
    let said = sentence(read(
        b"label,a,b\n1,0,256\n2,3,4\n",
        &Options {
            shape: None,
            ..options
        },
    ));
    assert!(
        said.contains("line 2, column 3 (`b`): `256` is not a pixel"),
        "{said}"
    );
}

#[test]
fn every_fault_has_its_place() {
    let long = "x".repeat(5000);
    let many: String = (0..1200).map(|i| format!("{i},{}\n", i * 7)).collect();
    for (text, wanted) in [
        ("", "there are no rows"),
        ("\n \n,,\n", "there are no rows"),
        ("a,y\n", "no samples"),
        (
            "a,b,y\n1,2,p\n3,q\n",
            "line 3: expected 3 cells as in the first row, got 2",
        ),
        (
            "a,y\n1,p\n\n2,q,3\n",
            "line 4: expected 2 cells as in the first row, got 3",
        ),
        (
            "a,b,y\n1,2,p\n1,NA,q\n",
            "line 3, column 2 (`b`): `NA` is not a finite number",
        ),
        ("a,b,y\n1,,p\n1,2,q\n", "line 2, column 2 (`b`): `` is not"),
        ("a,y\n1,p\nnan,q\n", "`nan`"),
        ("a,y\n1e99,p\n1,q\n", "`1e99`"),
        (
            "\u{7}a,y\n\u{1b}[1m,p\n1,q\n",
            "(`\u{fffd}a`): `\u{fffd}[1m` is not",
        ),
        (
            "a,y\n1,p\n2,\n",
            "line 3, column 2 (`y`): `` is not a class",
        ),
        (
            "a,y\n1,0.37\n2,1.2\n",
            "`0.37` is not a class; classes are words or whole",
        ),
        ("a,y\n1,p\n2,p\n", "all samples are of the class `p`"),
        ("y\n1\n2\n", "no features"),
        (
            &many,
            "column 2 (`column 2`) has more than 1000 different values",
        ),
        (&format!("a,y\n1,p\n{long},q\n"), "xxx..."),
        (
            "a,y\n1,p\n\"2,q\n3,p\n",
            "line 3: expected 2 cells as in the first row, got 1",
        ),
    ] {
        let said = sentence(plain(text));
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let said = sentence(read(b"a,y\n1,p\n2,\xff\n", &Options::default()));
    assert!(said.contains("line 3 is not UTF-8"), "{said}");
    let wide = "1,".repeat(70_000);
    assert!(sentence(plain(&wide)).contains("70001 is too many"));
    let odd = Options {
        delimiter: Some(0xa4),
        ..Options::default()
    };
    assert!(sentence(read("ä,y\n1,2\n".as_bytes(), &odd)).contains("UTF-8"));
}

#[test]
fn known_classes_keep_their_order() {
    let read_as = |text: &str| {
        let classes = Some(vec!["q".to_owned(), "p".to_owned(), "r".to_owned()]);
        read(
            text.as_bytes(),
            &Options {
                classes,
                ..Options::default()
            },
        )
    };
    let table = read_as("a,y\n1,p\n2,q\n").unwrap();
    assert_eq!(shown(&table), (vec![1.0], "q|p|r".into(), vec![1, 0]));
    let said = sentence(read_as("a,y\n1,p\n2,s\n"));
    assert!(
        said.contains("line 3, column 2 (`y`): `s` is not one of the known classes"),
        "{said}"
    );
}

proptest! {
    /// A table of any numbers, delimiter and place of the label comes back as it was.
    #[test]
    fn what_is_written_is_read(
        rows in proptest::collection::vec((proptest::array::uniform3(-1e30f32..1e30), 0u8..4), 4..30),
        at in 0usize..4,
        delimiter in 0usize..3,
        headed: bool,
    ) {
        let delimiter = [",", ";", "\t"][delimiter];
        let mut lines = Vec::new();
        if headed {
            let mut names = vec!["a".to_owned(), "b".into(), "c".into()];
            names.insert(at, "kind".into());
            lines.push(names.join(delimiter));
        }
        for (numbers, class) in &rows {
            let mut cells: Vec<String> = numbers.iter().map(f32::to_string).collect();
            cells.insert(at, format!("class {class}"));
            lines.push(cells.join(delimiter));
        }
        let label = if headed { "kind".to_owned() } else { (at + 1).to_string() };
        match labelled(&lines.join("\n"), &label) {
            Ok(table) => {
                prop_assert_eq!(table.dataset.len(), rows.len());
                for (i, (numbers, class)) in rows.iter().enumerate() {
                    prop_assert_eq!(&row(&table.dataset, i)[..], &numbers[..]);
                    let name = &table.dataset.classes()[table.dataset.label(i) as usize];
                    prop_assert_eq!(name, &format!("class {class}"));
                }
            }
            Err(error) => prop_assert!(matches!(error, DataError::OneClass { .. }), "{}", error),
        }
    }

    #[test]
    fn any_text_is_answered(text in "[0-9a-y,;\t\n\". -]{0,80}") {
        if let Err(error) = plain(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
