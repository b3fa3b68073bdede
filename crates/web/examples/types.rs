//! Prints the TypeScript types of everything that crosses to the page, in the order of
//! their names.

use memrilab_device::analysis::{DeviceAnalysis, Options};
use memrilab_device::drift::DriftModel;
use memrilab_device::read::{FileKind, FormatInfo, ReadOptions};
use memrilab_device::simulate::DeviceModel;
use memrilab_fabrication::{Campaign, Proposals};
use memrilab_figures::{Layout, Table};
use memrilab_study::{DeviceKey, Document, FileSettings, Project, ProjectFile};
use std::collections::BTreeMap;
use std::io::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

#[derive(Default)]
struct Declarations {
    config: Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types with a declaration of their own have a place to be exported to.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let docs = T::docs().unwrap_or_default();
            let declared = format!("{docs}export {}", T::decl(&self.config));
            match self.found.get(&name) {
                Some(there) => {
                    assert_eq!(*there, declared, "two types are called {name}");
                    return;
                }
                None => self.found.insert(name, declared),
            };
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn main() -> std::io::Result<()> {
    let mut all = Declarations {
        // Counts are far below what a number of JavaScript holds exactly.
        config: Config::default().with_large_int("number"),
        ..Declarations::default()
    };
    all.visit::<Document>();
    all.visit::<DeviceAnalysis>();
    all.visit::<DeviceKey>();
    all.visit::<DeviceModel>();
    all.visit::<Campaign>();
    all.visit::<Proposals>();
    all.visit::<memrilab_fabrication_web::edit::Ask>();
    all.visit::<memrilab_fabrication_web::edit::Edit>();
    all.visit::<memrilab_fabrication_web::views::CampaignFigure>();
    all.visit::<DriftModel>();
    all.visit::<FileKind>();
    all.visit::<FileSettings>();
    all.visit::<FormatInfo>();
    all.visit::<Layout>();
    all.visit::<memrilab_core::Progress>();
    all.visit::<Options>();
    all.visit::<memrilab::Comparison>();
    all.visit::<memrilab::FigureRequest>();
    all.visit::<memrilab_figures::Hover>();
    all.visit::<Project>();
    all.visit::<ProjectFile>();
    all.visit::<ReadOptions>();
    all.visit::<Table>();
    all.visit::<memrilab_analog::certify::counterexamples::CounterExample>();
    all.visit::<memrilab_analog::certify::lognormal::Certificate>();
    all.visit::<memrilab_analog::certify::lognormal::Sampled>();
    all.visit::<memrilab_analog::certify::published::Claim>();
    all.visit::<memrilab_analog::certify::vote::Vote>();
    all.visit::<memrilab_analog::paired::Paired>();
    all.visit::<memrilab_analog::paired::Spread>();
    all.visit::<memrilab_study::networks::Certified>();
    all.visit::<memrilab_study::networks::CertifyConfig>();
    all.visit::<memrilab_study::networks::Form>();
    all.visit::<memrilab_study::networks::Judged>();
    all.visit::<memrilab_study::networks::Plan>();
    all.visit::<memrilab_study::networks::RunConfig>();
    all.visit::<memrilab_train::robustness::LevelResult>();
    all.visit::<memrilab_train::robustness::SweepConfig>();
    all.visit::<memrilab_train::search::Outcome>();
    all.visit::<memrilab_networks_web::NetworkFigure>();
    all.visit::<memrilab_crossbar::chip::ChipOptions>();
    all.visit::<memrilab_crossbar::chip::Effects>();
    all.visit::<memrilab_crossbar::chip::WaterfallResult>();
    all.visit::<memrilab_crossbar::energy::EnergyInputs>();
    all.visit::<memrilab_crossbar::energy::EnergyOutcome>();
    all.visit::<memrilab_crossbar::program::ProgramConfig>();
    all.visit::<memrilab_study::crossbar::Frame>();
    all.visit::<memrilab_study::crossbar::Look>();
    all.visit::<memrilab_study::crossbar::WorkbenchAbout>();
    all.visit::<memrilab_crossbar_web::CrossbarFigure>();
    all.visit::<memrilab_crossbar_web::WritingNow>();
    all.visit::<memrilab_crossbar_web::Asked>();
    all.visit::<memrilab_crossbar_web::Happened>();
    all.visit::<memrilab_crossbar_web::PenNow>();
    all.visit::<memrilab_crossbar_web::PortSettings>();
    all.visit::<memrilab_study::crossbar::Outcome>();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "// Written by `cargo xtask types` from the Rust types; not by hand."
    )?;
    for declaration in all.found.values() {
        writeln!(out, "\n{}", declaration.trim_end())?;
    }
    Ok(())
}
