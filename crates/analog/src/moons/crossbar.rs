//! The network laid out on one array of devices.

use super::MoonsNet;
use super::net::{accuracy, finite_logits};
use crate::drift::{LARGEST_SIGMA, Preserve};
use crate::error::{Error, parameter};
use crate::pairs::Pairs;
use memrilab_core::stream::normal;

/// Rows and columns of the array.
pub const SIDE: usize = 10;

/// Rows of the first layer: x, y and the bias.
const FIRST: usize = 3;

/// A [`MoonsNet`] on a 10 x 10 array of devices.
///
/// Rows are driven by voltages, columns are read as currents. Rows 0 to 2 carry x, y and
/// 1; their columns `2h`, `2h + 1` are `G+` and `G-` of hidden unit `h`. Rows 3 to
/// `3 + hidden` carry the hidden outputs and 1; their columns 0 and 1 are `G+` and `G-`
/// of the logit. The layers are read one after the other, the other's rows at 0 V.
/// Devices without a weight rest at `Gmin`. Five hidden units take 42 devices.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossbar {
    conductance: [[f64; SIDE]; SIDE],
    hidden: usize,
    /// The largest weight of each layer.
    w_max: [f64; 2],
    pairs: Pairs,
}

impl Crossbar {
    /// Sets the devices.
    ///
    /// ```
    /// use memrilab_analog::moons::{Crossbar, MoonsNet};
    /// use memrilab_analog::pairs::{PairLayout, Pairs};
    /// let net = MoonsNet { hidden: 1, w1: vec![2.0, -1.0, 0.0], w2: vec![1.0, 0.5] };
    /// let pairs = Pairs { g_min: 1.0, g_max: 3.0, layout: PairLayout::OneSided };
    /// let crossbar = Crossbar::new(&net, pairs).unwrap();
    /// assert_eq!(crossbar.conductance()[0][..2], [3.0, 1.0]);
    /// assert_eq!(crossbar.conductance()[1][..2], [1.0, 2.0]);
    /// assert_eq!(crossbar.network(), Ok(net));
    /// ```
    ///
    /// # Errors
    /// [`Error::Parameter`] for more than 5 hidden units; as [`MoonsNet::check`] and
    /// [`Pairs::set`].
    pub fn new(net: &MoonsNet, pairs: Pairs) -> Result<Self, Error> {
        net.check()?;
        let hidden = net.hidden;
        parameter(
            "the number of hidden units",
            hidden as f64,
            2 * hidden <= SIDE && FIRST + hidden < SIDE,
            "at most 5 on a 10 x 10 array with differential columns",
        )?;
        let mut conductance = [[pairs.g_min; SIDE]; SIDE];
        let mut place = |weights: &[f64], first_row: usize, width: usize| {
            let mut plus = vec![0.0; weights.len()];
            let mut minus = plus.clone();
            let w_max = pairs.set(weights, &mut plus, &mut minus)?;
            for (i, (p, m)) in plus.into_iter().zip(minus).enumerate() {
                let row = &mut conductance[first_row + i / width];
                row[2 * (i % width)] = p;
                row[2 * (i % width) + 1] = m;
            }
            Ok::<_, Error>(w_max)
        };
        let w_max = [place(&net.w1, 0, hidden)?, place(&net.w2, FIRST, 1)?];
        Ok(Self {
            conductance,
            hidden,
            w_max,
            pairs,
        })
    }

    /// Each device's conductance, `[row][column]`, in siemens.
    #[must_use]
    pub fn conductance(&self) -> &[[f64; SIDE]; SIDE] {
        &self.conductance
    }

    /// The largest weight of each layer, which scales its currents.
    #[must_use]
    pub fn w_max(&self) -> [f64; 2] {
        self.w_max
    }

    /// Which devices carry a weight.
    #[must_use]
    pub fn used(&self) -> [[bool; SIDE]; SIDE] {
        let mut used = [[false; SIDE]; SIDE];
        for row in &mut used[..FIRST] {
            row[..2 * self.hidden].fill(true);
        }
        for row in &mut used[FIRST..=FIRST + self.hidden] {
            row[..2].fill(true);
        }
        used
    }

    /// The array after drift: each device times its own `exp(sigma z + shift)`.
    ///
    /// One normal for every device, used or not, row by row.
    ///
    /// # Errors
    /// [`Error::Parameter`] unless sigma is in `[0, 10]`; [`Error::Overflow`].
    pub fn drifted(
        &self,
        sigma: f64,
        preserve: Preserve,
        rng: &mut impl rand::Rng,
    ) -> Result<Self, Error> {
        let test = (0.0..=LARGEST_SIGMA).contains(&sigma);
        parameter("sigma of the drift", sigma, test, "from 0 to 10")?;
        let mut drifted = self.clone();
        for (index, g) in drifted.conductance.iter_mut().flatten().enumerate() {
            *g *= libm::exp(sigma * normal(rng) + preserve.shift(sigma));
            if !g.is_finite() {
                let what = "the drifted conductance";
                return Err(Error::Overflow { what, index });
            }
        }
        Ok(drifted)
    }

    /// The network these conductances make.
    ///
    /// # Errors
    /// As [`Pairs::read`].
    pub fn network(&self) -> Result<MoonsNet, Error> {
        let read = |rows: std::ops::Range<usize>, width: usize, w_max: f64| {
            let cells = self.conductance[rows]
                .iter()
                .flat_map(|row| &row[..2 * width]);
            let plus: Vec<f64> = cells.clone().step_by(2).copied().collect();
            let minus: Vec<f64> = cells.skip(1).step_by(2).copied().collect();
            let mut weights = vec![0.0; plus.len()];
            self.pairs.read(&plus, &minus, w_max, &mut weights)?;
            Ok::<_, Error>(weights)
        };
        Ok(MoonsNet {
            hidden: self.hidden,
            w1: read(0..FIRST, self.hidden, self.w_max[0])?,
            w2: read(FIRST..FIRST + self.hidden + 1, 1, self.w_max[1])?,
        })
    }

    /// The logit of each point, from the currents of the columns.
    ///
    /// # Errors
    /// [`Error::Overflow`] where one is not finite.
    pub fn forward(&self, points: &[[f64; 2]]) -> Result<Vec<f64>, Error> {
        let span = self.pairs.g_max - self.pairs.g_min;
        let read = |inputs: &[f64], first_row: usize, column: usize, w_max: f64| {
            let rows = inputs.iter().zip(&self.conductance[first_row..]);
            let (plus, minus) = rows.fold((0.0, 0.0), |(plus, minus), (v, g)| {
                (plus + v * g[2 * column], minus + v * g[2 * column + 1])
            });
            (plus - minus) * w_max / span
        };
        let logit = |&[x, y]: &[f64; 2]| {
            let first = |h| libm::tanh(read(&[x, y, 1.0], 0, h, self.w_max[0]));
            let mut inputs: Vec<f64> = (0..self.hidden).map(first).collect();
            inputs.push(1.0);
            read(&inputs, FIRST, 0, self.w_max[1])
        };
        finite_logits(points.iter().map(logit).collect())
    }

    /// The share of points that are classified as labelled.
    ///
    /// # Errors
    /// As [`MoonsNet::accuracy`].
    pub fn accuracy(&self, points: &[[f64; 2]], labels: &[u8]) -> Result<f64, Error> {
        accuracy(&self.forward(points)?, labels)
    }
}
