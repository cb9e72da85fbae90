//! Users are asked over the back channel.

mod flows;
mod machine;
