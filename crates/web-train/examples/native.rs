//! The native side of the comparison with wasm: trains a few networks for 100 steps and
//! writes, to a folder for each, what it takes to do the same elsewhere, and what came out.

use memrilab_analog::{Noise, Site};
use memrilab_core::{Stream, run, stream::index, stream::u53};
use memrilab_train::data::{Dataset, Features, Shape, moons};
use memrilab_train::kernels::Activation;
use memrilab_train::model::{Architecture, Batch, Layer, Weights};
use memrilab_train::robustness::{Level, Sweep, SweepConfig};
use memrilab_train::training::{NoisePlan, TrainConfig, Trainer};
use serde_json::json;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Ten coarse random pictures, each sample one of them under noise.
fn images(samples: usize) -> Result<Dataset, Box<dyn Error>> {
    let shape = Shape::image(28, 28);
    let rng = &mut Stream::new(1, "images", 0, 0);
    let squares: Vec<[f64; 49]> = (0..10).map(|_| [(); 49].map(|()| u53(rng))).collect();
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    for _ in 0..samples {
        let label = index(rng, 10);
        for (row, column) in (0..28).flat_map(|r| (0..28).map(move |c| (r, c))) {
            let square = squares[label][row / 4 * 7 + column / 4];
            pixels.push((140.0 * square + 115.0 * u53(rng)) as u8);
        }
        labels.push(label as u32);
    }
    let names = (0..10).map(|c| c.to_string()).collect();
    Ok(Dataset::new(shape, Features::Bytes(pixels), labels, names)?)
}

/// The layer with tanh in the place of ReLU.
fn smooth(mut layer: Layer) -> Layer {
    let (Layer::Conv { activation, .. } | Layer::Dense { activation, .. }) = &mut layer;
    if *activation == Activation::Relu {
        *activation = Activation::Tanh;
    }
    layer
}

fn case(folder: &Path, config: &TrainConfig, data: &Dataset) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let trained = run(Trainer::new(config.clone(), data.clone(), None)?, |_| ())?;
    let levels: Result<Vec<_>, _> = [0.2, 0.6, 1.0]
        .map(Level::of_usability)
        .into_iter()
        .collect();
    let sweep = SweepConfig::new(3, config.seed);
    let batches = Batch::all(data, 64).into();
    let job = Sweep::new(trained.weights.clone().into(), batches, levels?, sweep)?;
    let mut features = Vec::new();
    let mut numbers = vec![0.0; data.shape().features()];
    for i in 0..data.len() {
        if let Some(pixels) = data.pixels(i) {
            features.extend_from_slice(pixels);
        } else {
            data.features_into(i, &mut numbers);
            features.extend(numbers.iter().flat_map(|x| x.to_le_bytes()));
        }
    }
    let labels: Vec<u32> = (0..data.len()).map(|i| data.label(i)).collect();
    let shape = data.shape();
    let said = json!({
        "config": config,
        "labels": labels,
        "classes": data.classes(),
        "shape": format!("{}x{}x{}", shape.channels, shape.height, shape.width),
        "pixels": data.pixels(0).is_some(),
        "history": trained.history,
        "engine": trained.engine,
        "sweep": sweep,
        "accuracies": run(job, |_| ())?,
    });
    let initial = Weights::random(&config.model, config.seed);
    fs::write(folder.join("case.json"), said.to_string())?;
    fs::write(folder.join("features"), features)?;
    fs::write(
        folder.join("initial.safetensors"),
        initial.to_safetensors()?,
    )?;
    fs::write(
        folder.join("weights.safetensors"),
        trained.weights.to_safetensors()?,
    )?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    let images = images(640)?;
    // Ten epochs of ten batches each.
    let config = |model| TrainConfig::new(model, 10, 1);
    let lenet = config(Architecture::lenet5());
    case(&folder.join("lenet5"), &lenet, &images)?;
    let layers = lenet.model.layers().iter().cloned().map(smooth).collect();
    let smooth = config(Architecture::new("lenet5-tanh", images.shape(), layers)?);
    case(&folder.join("lenet5-tanh"), &smooth, &images)?;
    let mlp = TrainConfig {
        noise: NoisePlan::every(Noise::authors_code(0.2), Site::Activation),
        ..config(Architecture::named("mlp")?)
    };
    case(&folder.join("mlp"), &mlp, &images)?;
    let two = TrainConfig {
        batch: 20,
        rate: 0.01,
        noise: NoisePlan::every(Noise::LogNormal { sigma: 0.3 }, Site::Weight),
        ..config(Architecture::moons(5)?)
    };
    case(&folder.join("moons"), &two, &moons(200, 0.1, 1)?)
}
