@requires:another-client @requires:office-api
Feature: What WIPO believes of an office's authorization server
  Where an office has an authorization server of its own, WIPO is a client there. An office that lies about its endpoints must not get
  an assertion that is good elsewhere. WIPO DAS exchange API, forwarded requests, option 2; OAuth 2.0 mix-up, RFC 9700, section 4.4.

  @DAS-API-FWD-17
  Rule: Assertions are for the host of the authorization server that the office has given

    Scenario: From the server of the office WIPO obtains its token
      Given an office with its own authorization server has registered a document that it keeps itself
      When an office under WIPO's authorization server retrieves that document
      Then the forwarded retrieval carries an access token of that office's server

    @requires:hostile
    Scenario: Metadata that lead to another host are left alone
      Given an office with its own authorization server has registered a document that it keeps itself
      And the metadata of that server name a token endpoint at another host
      When an office under WIPO's authorization server requests that document
      Then WIPO signs for no other host than that of the server

  @DAS-API-FWD-18
  Rule: Metadata of another issuer are of no use

    Scenario: Metadata that name their own issuer are used
      Given an office with its own authorization server has registered a document that it keeps itself
      When an office under WIPO's authorization server retrieves that document
      Then the forwarded retrieval carries an access token of that office's server

    @requires:hostile
    Scenario: Metadata that name another issuer are left alone
      Given an office with its own authorization server has registered a document that it keeps itself
      And the metadata of that server name another issuer
      When an office under WIPO's authorization server requests that document
      Then WIPO asks that server for no token
