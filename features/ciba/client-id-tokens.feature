Feature: ID tokens at clients of the back channel
  Nobody was redirected, so that the ID token alone says who has agreed. See CIBA, 10.1.1 and 10.3.1, and OpenID Connect Core, 3.1.3.7.

  @CIBA-10.1.1-01-ISS
  Rule: A poll brings an ID token of the server

    Scenario: A polled ID token as it should be is taken
      Given a client under test that polls
      When a user is authenticated through the client
      Then the client has its tokens

    Scenario Outline: A polled ID token <of whom> is not taken
      Given a client under test that polls
      When a user is authenticated through the client while the ID token <flaw>
      Then the client does not take the tokens

      Examples: issuers
        | of whom           | flaw                 |
        | of another issuer | names another issuer |
        | of no issuer      | names no issuer      |

  @CIBA-10.1.1-01-AUD
  Rule: A poll brings an ID token for the client

    Scenario: A polled ID token whose audience stands in an array is taken
      Given a client under test that polls
      When a user is authenticated through the client while the ID token has its audience in an array
      Then the client has its tokens

    Scenario Outline: A polled ID token <for whom> is not taken
      Given a client under test that polls
      When a user is authenticated through the client while the ID token is <for whom>
      Then the client does not take the tokens

      Examples: audiences
        | for whom               |
        | for another client     |
        | for another client too |
        | for nobody             |

  @CIBA-10.1.1-01-EXP
  Rule: A poll brings an ID token for now

    Scenario Outline: A polled ID token that <flaw> is not taken
      Given a client under test that polls
      When a user is authenticated through the client while the ID token <flaw>
      Then the client does not take the tokens

      Examples: expiries
        | flaw          |
        | has expired   |
        | never expires |

  @CIBA-10.1.1-01-ALG
  Rule: A poll brings an ID token that only the server can have signed

    Scenario Outline: A polled ID token that <flaw> is not taken either
      Given a client under test that polls
      When a user is authenticated through the client while the ID token <flaw>
      Then the client does not take the tokens

      Examples: algorithms
        | flaw                                       |
        | is unsigned                                |
        | is unsigned under another spelling of none |
        | is signed with the public key              |

  @CIBA-10.1.1-01-NONCE
  Rule: A poll brings an ID token without nonce

    Scenario: A polled ID token without nonce is taken
      Given a client under test that polls
      When a user is authenticated through the client
      Then the client has its tokens

  @CIBA-10.3.1-10-ISS
  Rule: A pushed ID token is of the server

    Scenario: A pushed ID token as it should be is taken
      Given a client under test that is pushed to
      When a user is authenticated through the client
      Then the client has its tokens

    Scenario Outline: A pushed ID token <of whom> is not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the ID token <flaw>
      Then the client does not take the tokens

      Examples: issuers
        | of whom           | flaw                 |
        | of another issuer | names another issuer |
        | of no issuer      | names no issuer      |

  @CIBA-10.3.1-10-AUD
  Rule: A pushed ID token is for the client

    Scenario: A pushed ID token whose audience stands in an array is taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the ID token has its audience in an array
      Then the client has its tokens

    Scenario Outline: A pushed ID token <for whom> is not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the ID token is <for whom>
      Then the client does not take the tokens

      Examples: audiences
        | for whom               |
        | for another client     |
        | for another client too |
        | for nobody             |

  @CIBA-10.3.1-10-EXP
  Rule: A pushed ID token is for now

    Scenario Outline: A pushed ID token that <flaw> is not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the ID token <flaw>
      Then the client does not take the tokens

      Examples: expiries
        | flaw          |
        | has expired   |
        | never expires |

  @CIBA-10.3.1-10-ALG
  Rule: Only the server can have signed a pushed ID token

    Scenario Outline: A pushed ID token that <flaw> is not taken either
      Given a client under test that is pushed to
      When a user is authenticated through the client while the ID token <flaw>
      Then the client does not take the tokens

      Examples: algorithms
        | flaw                                       |
        | is unsigned                                |
        | is unsigned under another spelling of none |
        | is signed with the public key              |

  @CIBA-10.3.1-10-NONCE
  Rule: A pushed ID token has no nonce

    Scenario: A pushed ID token without nonce is taken
      Given a client under test that is pushed to
      When a user is authenticated through the client
      Then the client has its tokens
