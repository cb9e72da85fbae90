Feature: Request objects
  A signed request cannot be changed in the browser, and its client cannot deny it. See RFC 9101 and FAPI 1.0 Advanced, 5.2.2.

  @FAPI1-ADV-5.2.2-01
  Rule: Every request is signed

    Scenario: A request as a signed request object is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario: A request in plain parameters is refused
      When the client asks a user for authorization in plain parameters
      Then the authorization server refuses the authorization request

  @FAPI1-ADV-5.2.2-10
  Rule: Only what stands inside the request object counts

    Scenario: A scope that stands only beside the request object is not granted
      When the client asks a user for authorization with its scope only beside it
      Then the scope beside the request is ignored or the request is refused

    Scenario: A nonce that stands only beside the request object does not come back
      When the client asks a user for authorization with its nonce only beside it
      Then the nonce beside the request is ignored or the request is refused

    Scenario: A nonce beside the request object does not count
      When the client asks a user for authorization with another nonce beside it
      Then the nonce inside comes back whole or the request is refused

    Scenario: A state that stands only beside the request object does not come back
      When the client asks a user for authorization with its state only beside it
      Then the state beside the request is ignored or the request is refused

    Scenario: Nobody is sent to a redirect URI that stands beside the request object
      When the client asks a user for authorization with a redirect URI of an attacker beside it
      Then no user is sent to an address that is not registered

  @FAPI1-ADV-5.2.2-13
  Rule: A request object ends within sixty minutes of its beginning

    Scenario Outline: A request <flaw> is refused for its end
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: ends
        | flaw                                                      |
        | with a request object without exp                         |
        | with a request object that expired ten minutes ago        |
        | with a request object whose exp lies 70 minutes after nbf |

  @FAPI1-ADV-5.2.2-17
  Rule: A request object has begun within the last sixty minutes

    Scenario Outline: A request <flaw> is refused for its beginning
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: beginnings
        | flaw                                                                          |
        | with a request object without nbf                                             |
        | with a request object whose nbf lies 70 minutes back                          |
        | with a request object whose nbf lies 70 minutes back and that is still valid  |
        | with a request object that is valid an hour from now                          |

  @FAPI1-ADV-5.2.2-15
  Rule: A request object is for the issuer

    Scenario: A request object for several servers, the issuer among them, is accepted
      When the client asks a user for authorization with a request object for several servers
      Then the authorization server issues a code

    Scenario Outline: A request <flaw> is refused for its audience
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: audiences
        | flaw                                       |
        | with a request object for another server   |
        | with a request object for nobody           |

    @requires:pushed-requests
    Scenario: A pushed request with a request object for the endpoint itself is refused
      Given a client that pushes its requests
      When the client asks a user for authorization with a request object for the pushed authorization request endpoint
      Then the authorization server refuses the authorization request

  @RFC9101-6.2-1
  Rule: A request object is signed by its client

    Scenario: A request object of the type JWT is accepted
      When the client asks a user for authorization with a request object of the type JWT
      Then the authorization server issues a code

    Scenario: A request object of no stated type is accepted
      When the client asks a user for authorization with a request object of no stated type
      Then the authorization server issues a code

    Scenario Outline: A request <flaw> is refused for its signature
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: signatures
        | flaw                                                                    |
        | with a request object whose signature has one bit flipped               |
        | with a request object whose signature is cut off                        |
        | with a request object whose signature is all zeros                      |
        | with a request object whose signature is DER                            |
        | with a request object signed with a key that nobody registered          |
        | with a request object that brings its key along                         |
        | with a request object that is no JWT                                    |

    @requires:another-client
    Scenario: A request with a request object signed with another client's key is refused
      When the client asks a user for authorization with a request object signed with another client's key
      Then the authorization server refuses the authorization request

    @requires:another-client
    Scenario: A request with a request object of another issuer is refused
      When the client asks a user for authorization with a request object of another issuer
      Then the authorization server refuses the authorization request

  @FAPI1-ADV-8.6-01-REQUEST @FDX-CRYPTO-05
  Rule: Request objects are signed with PS256 or ES256

    Scenario: A request object signed with ES256 is accepted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario Outline: A request <flaw> is refused for its algorithm
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: algorithms
        | flaw                                                                      |
        | with a request object signed with RS256                                   |
        | with a request object signed with ES384                                   |
        | with a request object under an HMAC of the public key                     |
        | with a request object under an HMAC of the point of the public key        |

  @FAPI1-ADV-8.6-03-REQUEST @FDX-CRYPTO-06
  Rule: The algorithm none is never accepted

    Scenario Outline: A request <flaw> is refused for want of a signature
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: spellings
        | flaw                                       |
        | with a request object that is not signed   |
        | with a request object signed with nOnE     |

  @RFC9101-6.1-1
  Rule: A request object holds no other request

    Scenario Outline: A request <flaw> is refused for what it holds
      When the client asks a user for authorization <flaw>
      Then the authorization server refuses the authorization request

      Examples: nestings
        | flaw                                              |
        | with a request object that holds a request URI    |
        | with a request object that holds a request object |

  @RFC9101-5-2
  Rule: The client beside a request object is the one inside

    @requires:another-client
    Scenario: A request with the client id of another client beside it is refused
      When the client asks a user for authorization with the client id of another client beside it
      Then the authorization server refuses the authorization request

    @requires:another-client
    Scenario: A request with a request object that names another client is refused
      When the client asks a user for authorization with a request object that names another client
      Then the authorization server refuses the authorization request

  @RFC9101-6.2-2
  Rule: A request object with a critical extension that the server does not know is refused

    Scenario: A request object with an unknown critical extension is refused
      When the client asks a user for authorization with a request object with an unknown critical extension
      Then the authorization server refuses the authorization request
