package registry

import (
	"crypto/tls"
	"errors"
	"net/http"
	"testing"

	"registrymirror.dev/testbed/internal/pki"
)

func TestWithoutTheRightClientCertificateNoRequestComesThrough(t *testing.T) {
	s, mtls := up(t), kind(t, "mtls")
	other, err := pki.OpenAuthority(t.TempDir(), "another authority")
	if err != nil {
		t.Fatal(err)
	}
	issued, err := other.Issue(pki.Request{CommonName: "testbed-node"})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := tls.X509KeyPair(issued.Cert, issued.Key)
	if err != nil {
		t.Fatal(err)
	}
	since := mark(t, s, mtls)
	for name, present := range map[string]func(*tls.CertificateRequestInfo) (*tls.Certificate, error){
		"none":    func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return new(tls.Certificate), nil },
		"foreign": func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &foreign, nil },
	} {
		c := client(t, s, mtls)
		c.Transport.(*http.Transport).TLSClientConfig.GetClientCertificate = present
		// The server's alert may be lost when it closes the connection, so any failure to get an answer will do.
		if response, err := c.Get(status(t, s, mtls).URL + "/v2/"); err == nil {
			response.Body.Close()
			t.Errorf("certificate %s: answered with %s", name, response.Status)
		}
	}
	if got := requests(t, s, mtls, since); len(got) != 0 {
		t.Errorf("requests came through: %+v", got)
	}
	c := client(t, s, mtls)
	response, err := c.Get(status(t, s, mtls).URL + "/v2/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got := requests(t, s, mtls, since); len(got) != 1 {
		t.Errorf("want the one request with the certificate, got %+v", got)
	}
}

func TestWhoDoesNotKnowTheAuthorityTrustsNone(t *testing.T) {
	s := up(t)
	for _, name := range []string{"tls", "basic", "mtls"} {
		c := client(t, s, kind(t, name))
		c.Transport.(*http.Transport).TLSClientConfig.RootCAs = nil
		_, err := c.Get(status(t, s, kind(t, name)).URL + "/v2/")
		if unknown := new(tls.CertificateVerificationError); !errors.As(err, &unknown) {
			t.Errorf("%s: want an unknown authority, got %v", name, err)
		}
	}
}

func TestTheAddressIsInTheCertificatesToo(t *testing.T) {
	s := up(t)
	c := client(t, s, kind(t, "tls"))
	response, err := c.Get("https://" + status(t, s, kind(t, "tls")).Address + "/v2/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
}
