//! Bad input: one sentence with the place and what to try.

use crate::Place;

#[test]
fn settings_out_of_range() {
    let place = Place::new();
    for (arguments, words) in [
        (&["--epochs", "0"][..], "the number of epochs is 0"),
        (&["--batch", "0"], "the batch is 0"),
        (
            &["--rate", "-1"],
            "the learning rate is -1; it must be above 0",
        ),
        (&["--rate", "0"], "the learning rate is 0"),
        (&["--rate", "nan"], "the learning rate is NaN"),
        (
            &["--method", "multinomial", "--p1", "0.7", "--p2", "0.4"],
            "p1 + p2",
        ),
        (
            &["--method", "multinomial", "--p1", "1", "--p2", "0"],
            "mean",
        ),
        (&["--method", "dropout", "--strength", "1"], "dropout rate"),
        (&["--method", "sgd"], "there is no method `sgd`"),
        (
            &["--method", "bayesmulti", "--trainings", "1"],
            "at least 2",
        ),
        (&["--draws", "0"], "draws"),
        (&["--levels", "1,0"], "usability"),
        (&["--levels", "2"], "usability"),
        (&["--usability", "0"], "usability"),
        (&["--model", "resnet"], "there is no model `resnet`"),
        (&["--model", "lenet5"], "the model takes samples of"),
        (&["--model", "mlp:2-8-3"], "3 classes apart, the data has 2"),
        (&["--trainings", "2", "--wave", "0"], "wave"),
        (&["--resume"], "--out"),
    ] {
        let said = place.refused(&[&["train", "run", "--task", "moons"], arguments].concat());
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn a_learning_rate_that_diverges() {
    let place = Place::new();
    let said = place.refused(&[
        "train",
        "run",
        "--optimiser",
        "sgd",
        "--rate",
        "10",
        "--decay",
        "1",
        "--epochs",
        "300",
        "--schedule",
        "constant",
    ]);
    assert!(
        said.contains("no longer a number") && said.contains("lower --rate"),
        "{said}"
    );
}

#[test]
fn data_that_are_none() {
    let place = Place::new();
    place.write("one.csv", "a,b,label\n1,2,x\n3,4,x\n");
    place.write("words.csv", "a,b,label\n1,two,x\n3,4,y\n");
    std::fs::create_dir(place.path("digits")).unwrap();
    let image = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28];
    place.write(
        "digits/train-images-idx3-ubyte",
        [&image[..], &[0; 1000]].concat(),
    );
    place.write(
        "digits/train-labels-idx1-ubyte",
        [0, 0, 8, 1, 0, 0, 0, 2, 3, 4],
    );
    for (data, words) in [
        ("missing", "does not exist"),
        ("one.csv", "all samples are of the class"),
        ("words.csv", "two"),
        ("digits", "1584 bytes"),
    ] {
        let said = place.refused(&["train", "run", "--task", "csv", "--data", data]);
        assert!(said.contains(words), "{data}: {said}");
    }
    let said = place.refused(&["train", "run", "--task", "mnist"]);
    assert!(said.contains("--data"), "{said}");
}

#[test]
fn devices_that_are_none() {
    let place = Place::new();
    place.write(
        "flat.csv",
        "V,I (A)\n0.1,1e-6\n0.2,2e-6\n0.3,3e-6\n0.4,4e-6\n0.5,5e-6\n0.6,6e-6\n0.7,7e-6\n0.8,8e-6\n",
    );
    place.write("other.json", "{\"devices\": []}");
    place.write("norun.json", r#"{"schema":1,"method":"corrected","sigma_choice":"estimate","conductance":[1e-6,2e-6],"run_start":1,"run_end":1,"sigma":0.1,"length_factor":0.0}"#);
    for (device, words) in [
        ("flat.csv", "flat.csv"),
        ("other.json", "memrilab device drift"),
        ("norun.json", "run"),
        ("missing.json", "cannot be opened"),
    ] {
        let said = place.refused(&["train", "run", "--device", device]);
        assert!(said.contains(words), "{device}: {said}");
    }
}

#[test]
fn weights_that_are_none() {
    let place = Place::new();
    place.write("w.safetensors", "hello");
    for noun in [&["robust", "sweep"][..], &["certify"]] {
        let said = place.refused(&[noun, &["--weights", "w.safetensors"]].concat());
        assert!(
            said.contains("w.safetensors") && said.contains("safetensors file"),
            "{said}"
        );
    }
    place.done(&[
        "train", "run", "--epochs", "1", "--out", "run", "--draws", "1",
    ]);
    let weights = "run/weights.safetensors";
    for (arguments, words) in [
        (&["--p1", "0.9", "--p2", "0.2"][..], "p1 + p2"),
        (&["--p1", "0", "--p2", "0"], "noise"),
        (&["--sigma", "0"], "noise"),
        (&["--sample", "400"], "there is no test sample 400"),
        (&["--votes", "0"], "at least 1 draw"),
        (&["--alpha", "1"], "alpha"),
    ] {
        let said = place.refused(&[&["certify", "--weights", weights], arguments].concat());
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let said = place.refused(&["robust", "sweep", "--weights", weights, "--draws", "0"]);
    assert!(said.contains("draws"), "{said}");
}
