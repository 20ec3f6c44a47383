package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/process"
	"registrymirror.dev/testbed/internal/supervisor"
)

// stamp tells one state of an archive from another.
type stamp struct {
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

// importImages loads the image archives that containerd does not have yet. What it has is kept beside containerd's own data, so that
// both are lost together.
func (n *Node) importImages(ctx context.Context, s supervisor.Config) error {
	imported := map[string]stamp{}
	text, err := os.ReadFile(n.Layout.importedFile())
	if err == nil {
		err = json.Unmarshal(text, &imported)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		logrus.Warnf("Importing all images again: %v", err)
	}
	var archives []string
	for _, dir := range []string{s.ImagesDir, n.Layout.imagesDir()} {
		found, err := filepath.Glob(filepath.Join(dir, "*.tar"))
		if err != nil {
			return err
		}
		archives = append(archives, found...)
	}
	for _, archive := range archives {
		info, err := os.Stat(archive)
		if err != nil {
			return err
		}
		now := stamp{Size: info.Size(), Modified: info.ModTime().UTC()}
		if imported[archive] == now {
			continue
		}
		logrus.Infof("Importing images from %s", archive)
		if err := n.importArchive(ctx, s, archive); err != nil {
			// RKE2 goes on without: a broken archive costs its images, not the node.
			logrus.Errorf("Unable to import images from %s: %v", archive, err)
			continue
		}
		imported[archive] = now
		text, err := json.Marshal(imported)
		if err != nil {
			return err
		}
		if err := writeFile(n.Layout.importedFile(), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (n *Node) importArchive(ctx context.Context, s supervisor.Config, archive string) error {
	ctr := exec.CommandContext(ctx, filepath.Join(s.BinDir, "ctr"),
		"--address", n.Layout.containerdSocket(), "--namespace", "k8s.io", "images", "import", archive)
	ctr.Env = process.Environment(s.BinDir)
	if output, err := ctr.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(output)))
	}
	return nil
}
