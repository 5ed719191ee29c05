// Trajectories draws the paths of optimizers over functions of two variables.
//
//	trajectories [--surface NAME]… [--opt SPEC]… [--start X,Y] [--steps N]
//	             [--theme NAME] [--size WxH] [--format png,svg,pdf,gif,frames]
//	             [--view NAME] [--tune] [--noise SIGMA] [--seeds N] [--starts N] [--rotate DEGREES]
//	trajectories --from NAME|FILE
//	trajectories list [NAME]
//
// Without flags it draws its part of the gallery into out/.
package main

import (
	"os"

	"descent/internal/cli"
)

func main() {
	os.Exit(cli.Run(newCommand(), os.Args[1:], os.Stdout, os.Stderr))
}
