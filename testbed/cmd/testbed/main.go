// Command testbed brings up a real cluster on one machine: control plane, nodes with systemd, containerd and kubelet, and registries.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{
		Use:           "testbed",
		Short:         "A real cluster on one machine, for tests, the demo and benchmarks",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "testbed:", err)
		os.Exit(1)
	}
}
