package main

import (
	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/oracle"
)

func oracleCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "oracle",
		Short: "Answer questions about registries.yaml with the real programs' code, a JSON object a line",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return oracle.Serve(cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}
