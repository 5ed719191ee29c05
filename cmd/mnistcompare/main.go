// Mnistcompare trains a network on MNIST with one optimizer after another and
// draws their curves.
//
//	mnistcompare [--opt SPEC]… [--tune N] [--epochs N] [--batch N,…] [--seeds N] [--task NAME] [--model WORDS] [--loss NAME]
//	mnistcompare --study FILE [--plan] [--store DIR [--shard I/N]]
//	mnistcompare merge --study FILE --store DIR
//	mnistcompare --from FILE…
//	mnistcompare schedule SCHEDULE…
//	mnistcompare list [NAME]
//
// Without flags it trains the tutorial's network with eight optimizers over 10
// epochs, and draws its part of the gallery into out/. What a network can be made of
// and asked to learn, mlp/README.md tells.
package main

import (
	"os"
	"runtime/debug"

	"descent/internal/cli"
)

func main() {
	// The data fill 300 MB until the end. By Go's default as much garbage could pile up
	// beside them, of decoding them and of a store's checkpoints.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(20)
	}
	os.Exit(cli.Run(newCommand(), os.Args[1:], os.Stdout, os.Stderr))
}
