package cluster

import (
	"context"
	"encoding/json"
	"fmt"

	"registrymirror.dev/testbed/internal/controlplane"
)

// readiness is the status of every Node's condition Ready, by name: True, False or Unknown.
func readiness(ctx context.Context, plane *controlplane.Plane) (map[string]string, error) {
	answer, err := plane.Get(ctx, "/api/v1/nodes")
	if err != nil {
		return nil, err
	}
	return parseReadiness(answer)
}

func parseReadiness(nodeList []byte) (map[string]string, error) {
	var list struct {
		Items []struct {
			Metadata struct{ Name string }
			Status   struct {
				Conditions []struct{ Type, Status string }
			}
		}
	}
	if err := json.Unmarshal(nodeList, &list); err != nil {
		return nil, fmt.Errorf("parse the list of nodes: %w", err)
	}
	ready := map[string]string{}
	for _, item := range list.Items {
		for _, condition := range item.Status.Conditions {
			if condition.Type == "Ready" {
				ready[item.Metadata.Name] = condition.Status
			}
		}
	}
	return ready, nil
}
