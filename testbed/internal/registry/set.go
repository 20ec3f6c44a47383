package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"

	"registrymirror.dev/testbed/internal/process"
)

// Set is all registries of a cluster, or of a test: the processes, and the folder in which they keep everything.
type Set struct{ folder string }

// At returns the registries that live in folder, which need not exist yet.
func At(folder string) Set { return Set{folder} }

// ErrDown says that no registries were brought up.
var ErrDown = errors.New("the registries are down; bring them up with: testbed registry up")

// Status is what there is to know about a registry.
type Status struct {
	Name    string `json:"name"`
	URL     string `json:"url"`            // by the name that nodes know
	Host    string `json:"host"`           // name and port, as an image name begins
	Address string `json:"address"`        // address and port
	User    string `json:"user,omitempty"` // whose login is used to push
	Running bool   `json:"running"`
	PID     int    `json:"pid"`
	Log     string `json:"log"`
}

// record is what the set knows about itself between commands.
type record struct {
	Address netip.Addr        `json:"address"`
	Ports   map[string]int    `json:"ports"`  // by registry
	Logins  map[string]logins `json:"logins"` // by registry
}

func newRecord(address netip.Addr, freePorts bool) (record, error) {
	r := record{Address: address, Ports: map[string]int{}}
	r.resetLogins()
	for _, k := range kinds {
		r.Ports[k.Name] = k.Port
		if freePorts {
			l, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(address, 0)))
			if err != nil {
				return record{}, fmt.Errorf("find a free port of %s: %w", address, err)
			}
			defer l.Close() // after all are known, so that they differ
			r.Ports[k.Name] = l.Addr().(*net.TCPAddr).Port
		}
	}
	return r, nil
}

func (r *record) resetLogins() {
	r.Logins = map[string]logins{}
	for _, k := range kinds {
		if k.Login {
			r.Logins[k.Name] = firstLogins()
		}
	}
}

func (r record) listens(k Kind) string {
	return netip.AddrPortFrom(r.Address, uint16(r.Ports[k.Name])).String()
}

func (r record) host(k Kind) string {
	return net.JoinHostPort(k.HostName(), strconv.Itoa(r.Ports[k.Name]))
}

// Status returns the status of every registry.
func (s Set) Status() ([]Status, error) {
	r, err := s.read()
	if err != nil {
		return nil, err
	}
	all := make([]Status, 0, len(kinds))
	for _, k := range kinds {
		p, running, err := process.Recorded(s.path(k, processFile))
		if err != nil {
			return nil, err
		}
		status := Status{
			Name: k.Name, URL: k.scheme() + "://" + r.host(k), Host: r.host(k), Address: r.listens(k), Running: running, Log: s.LogFile(k),
		}
		if running {
			status.PID = p.PID
		}
		if k.Login {
			status.User = r.Logins[k.Name].User
		}
		all = append(all, status)
	}
	return all, nil
}

// SetPassword makes password the one of user, new or not, at once. The registry goes on running, and the user's former password is refused
// from then on.
func (s Set) SetPassword(k Kind, user, password string) error {
	if !k.Login {
		return fmt.Errorf("registry %s asks for no login; use basic or login", k.Name)
	}
	if err := checkLogin(user, password); err != nil {
		return err
	}
	return s.change(func(r *record) error {
		changed := r.Logins[k.Name]
		changed.User, changed.Passwords[user] = user, password
		r.Logins[k.Name] = changed
		return s.writeLogins(k, changed)
	})
}

// CertificatesFolder holds ca.crt, by which the registries are trusted, and client.crt and client.key, by which a client proves itself.
func (s Set) CertificatesFolder() (string, error) {
	_, err := s.read()
	return s.certificates(), err
}

// LogFile is the registry's own log.
func (s Set) LogFile(k Kind) string { return s.path(k, "log") }

func (s Set) writeLogins(k Kind, l logins) error {
	text, err := htpasswd(l.Passwords)
	if err != nil {
		return err
	}
	return replaceFile(s.path(k, "htpasswd"), 0o600, text)
}

// change reads the record, lets alter alter it, and writes it, while no other process does.
func (s Set) change(alter func(*record) error) error {
	unlock, err := lockFolder(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrDown
	}
	if err != nil {
		return err
	}
	defer unlock()
	r, err := s.read()
	if err != nil {
		return err
	}
	if err := alter(&r); err != nil {
		return err
	}
	return s.write(r)
}

func (s Set) read() (record, error) {
	var r record
	data, err := os.ReadFile(s.recordFile())
	if errors.Is(err, fs.ErrNotExist) {
		return r, ErrDown
	}
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("parse %s: %w", s.recordFile(), err)
	}
	return r, nil
}

func (s Set) write(r record) error { return replaceJSON(s.recordFile(), r) }

func (s Set) recordFile() string { return filepath.Join(s.folder, "registries.json") }

func (s Set) path(k Kind, elem ...string) string {
	return filepath.Join(append([]string{s.folder, k.Name}, elem...)...)
}

func (s Set) certificates() string { return filepath.Join(s.folder, "certs") }
