//! A certificate authority that nobody but a test knows.

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate for a mail server, and the authority that signed it.
pub struct Certificate {
    folder: TempDir,
    acceptor: TlsAcceptor,
}

impl Certificate {
    /// For a server of this name.
    pub fn of(name: &str) -> Self {
        let mut authority = CertificateParams::new(Vec::new()).expect("no names are fine names");
        authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority_key = KeyPair::generate().expect("a key");
        let authority = CertifiedIssuer::self_signed(authority, authority_key).expect("it signs itself");
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        let certificate = params.signed_by(&key, &authority).expect("it is signed");
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(tokio_rustls::rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring knows TLS")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)
            .expect("key and certificate belong together");
        let folder = tempfile::tempdir().expect("a folder");
        for (file, pem) in [("ca.pem", authority.pem()), ("cert.pem", certificate.pem()), ("key.pem", key.serialize_pem())] {
            std::fs::write(folder.path().join(file), pem).expect("it is written");
        }
        Self { folder, acceptor: TlsAcceptor::from(Arc::new(config)) }
    }

    /// What a server answers a TLS handshake with.
    pub fn acceptor(&self) -> TlsAcceptor {
        self.acceptor.clone()
    }

    /// One of `ca.pem`, `cert.pem`, `key.pem`.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
