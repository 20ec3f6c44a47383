// Package manifests stands in for RKE2's deploy controller: what lies in server/manifests gets applied, again and again until it is accepted.
package manifests

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/sirupsen/logrus"
)

// Deployer applies the manifests of a folder.
type Deployer struct {
	Dir string
	// StateFile holds the checksums of what was applied, which a restart does not apply again (RKE2 keeps them in Addon objects).
	StateFile string
	Apply     func(ctx context.Context, file string) error
	// Interval is the pause between two looks at the folder, 2 seconds unless set. A failure doubles it, up to MaxInterval, 15 seconds.
	Interval    time.Duration
	MaxInterval time.Duration
}

// Run applies what is new or changed, for ever. One file that fails does not hold up the others, since it may need them first, as a custom
// resource needs its definition.
func (d Deployer) Run(ctx context.Context) {
	interval, longest := d.Interval, d.MaxInterval
	if interval == 0 {
		interval = 2 * time.Second
	}
	if longest == 0 {
		longest = 15 * time.Second
	}
	applied := d.load()
	for pause := interval; ; {
		if d.pass(ctx, applied) {
			pause = interval
		} else {
			pause = min(2*pause, longest)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// pass looks at all files once, and tells whether all is well.
func (d Deployer) pass(ctx context.Context, applied map[string]string) bool {
	files, err := d.files()
	if err != nil {
		logrus.Errorf("Unable to read manifests: %v", err)
		return false
	}
	ok := true
	for _, file := range files {
		text, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			sum := sha256.Sum256(text)
			checksum := hex.EncodeToString(sum[:])
			if applied[file] == checksum {
				continue
			}
			if err = d.Apply(ctx, file); err == nil {
				logrus.Infof("Applied manifest at %q", file)
				applied[file] = checksum
				err = d.save(applied)
			}
		}
		if err != nil && ctx.Err() == nil {
			logrus.Errorf("Failed to process config: failed to process %s: %v", file, err)
			ok = false
		}
	}
	return ok
}

// files lists the manifests in folders of any depth, by name; FILE.skip beside a FILE leaves it out.
func (d Deployer) files() ([]string, error) {
	var files []string
	err := filepath.WalkDir(d.Dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry.IsDir() || !slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(path)) {
			return nil
		}
		if _, err := os.Stat(path + ".skip"); err == nil {
			return nil
		}
		files = append(files, path)
		return nil
	})
	return files, err
}

func (d Deployer) load() map[string]string {
	applied := map[string]string{}
	text, err := os.ReadFile(d.StateFile)
	if err == nil {
		err = json.Unmarshal(text, &applied)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		logrus.Warnf("Applying all manifests again: %v", err)
	}
	if err != nil || applied == nil {
		return map[string]string{}
	}
	return applied
}

func (d Deployer) save(applied map[string]string) error {
	text, err := json.Marshal(applied)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(d.StateFile), 0o700); err != nil {
		return err
	}
	temp := d.StateFile + ".tmp"
	if err := os.WriteFile(temp, text, 0o600); err != nil {
		return err
	}
	return os.Rename(temp, d.StateFile)
}
