package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func buildCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "build [PROGRAM...]",
		Short: "Build all programs of a cluster into the cache, as far as they are missing",
		RunE: func(cmd *cobra.Command, programs []string) error {
			if err := t.builder().Build(cmd.Context(), programs...); err != nil {
				return err
			}
			if len(programs) > 0 {
				return nil
			}
			if _, err := t.builder().StandIn(cmd.Context()); err != nil {
				return err
			}
			fmt.Fprintln(cmd.ErrOrStderr(), "all programs are in", t.env.cache)
			return nil
		},
	}
}
