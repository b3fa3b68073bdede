//! Times a step.
use memrilab_train::{bench::Bench, model::Architecture};
use std::time::Instant;
fn main() {
    for name in ["lenet5", "mlp"] {
        let mut b = Bench::new(&Architecture::named(name).unwrap(), 64).unwrap();
        let mut blocks = vec![];
        let mut fw = vec![];
        for _ in 0..9 {
            let t = Instant::now();
            for _ in 0..20 {
                b.step().unwrap();
            }
            blocks.push(t.elapsed().as_secs_f64() / 20.0 * 1e3);
            let t = Instant::now();
            for _ in 0..20 {
                b.forward();
            }
            fw.push(t.elapsed().as_secs_f64() / 20.0 * 1e3);
        }
        blocks.sort_by(f64::total_cmp);
        fw.sort_by(f64::total_cmp);
        println!(
            "{name} step {:.3} ms (best {:.3}) forward {:.3}",
            blocks[4], blocks[0], fw[4]
        );
    }
}
